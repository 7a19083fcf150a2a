-- What two records of one person or place are compared by.
alter table reporting.person add column birth_date date;
alter table reporting.site add column phone_e164 text, add column phone_raw text;
