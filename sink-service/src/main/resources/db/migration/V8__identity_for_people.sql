-- What a person should look at, and what people decided: projections of identity.suggestions.v1 and identity.decisions.v1.

-- One pair of source records, `connection|object|source id`, that may be one; gone once it is settled.
-- suggestion_key is `entity|left|right`; evidence is [{comparison, words, bits}].
create table ops.identity_suggestion (
  suggestion_key text primary key,
  entity         text not null,
  left_record    text not null,
  right_record   text not null,
  probability    double precision not null,
  evidence       jsonb not null,
  stopped        text,
  at             timestamptz not null
);
create index identity_suggestion_entity on ops.identity_suggestion (entity, probability desc);

-- Every word of every person; of one decision_id the latest counts, and REVOKED takes it back.
create table ops.identity_decision (
  decision_id text not null,
  kind        text not null,
  entity      text not null,
  records     text[] not null,
  decided_by  text not null,
  reason      text not null,
  at          timestamptz not null,
  primary key (decision_id, at)
);
create index identity_decision_entity on ops.identity_decision (entity, at desc);
create index identity_decision_records on ops.identity_decision using gin (records);

-- What stands: a decision that contradicts earlier ones stands here too, but is not followed (ops.audit, verb refused).
create view ops.identity_decision_in_force as
select * from (
  select distinct on (decision_id) * from ops.identity_decision order by decision_id, at desc
) latest
where kind <> 'REVOKED';

-- Who loses how much work where two employees are one.
create index shift_employee on reporting.shift (employee_alias);
