-- The reporting store: one typed table per canonical entity, its history, and its lists as child tables.
-- Columns follow the Avro schemas by rule (see EntityTable): money is two columns, a reference is the
-- alias for ever and the canonical id as known at the time; join through ops.link, as the views do.
create schema if not exists reporting;

create table reporting.person (
  id                 text primary key,
  version            bigint not null,
  occurred_at        timestamptz,
  updated_at         timestamptz not null,
  name_full          text,
  name_prefix        text,
  name_given         text,
  name_middle        text,
  name_family        text,
  name_suffix        text,
  emails             text[],
  phones             text[],
  addresses          jsonb,
  company_alias      text,
  company_id         text,
  job_title          text,
  customer_number    text,
  loyalty_id         text,
  preferred_language text,
  billing_contact    boolean,
  first_seen_at      timestamptz,
  last_activity_at   timestamptz,
  missing            text[] not null,
  deleted            boolean not null,
  merged_into        text,
  extensions         jsonb not null,
  document           jsonb not null
);

create table reporting.person_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.company (
  id                    text primary key,
  version               bigint not null,
  occurred_at           timestamptz,
  updated_at            timestamptz not null,
  legal_name            text,
  trading_name          text,
  registration_number   text,
  vat_number            text,
  domain                text,
  emails                text[],
  phones                text[],
  addresses             jsonb,
  roles                 text[],
  industry              text,
  payment_terms_days    integer,
  credit_limit_amount   numeric(19, 4),
  credit_limit_currency text,
  currency              text,
  lifecycle             text,
  missing               text[] not null,
  deleted               boolean not null,
  merged_into           text,
  extensions            jsonb not null,
  document              jsonb not null
);

create table reporting.company_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.site (
  id                  text primary key,
  version             bigint not null,
  occurred_at         timestamptz,
  updated_at          timestamptz not null,
  code                text,
  name                text,
  type                text,
  address_line1       text,
  address_line2       text,
  address_line3       text,
  address_locality    text,
  address_region      text,
  address_postcode    text,
  address_country     text,
  address_formatted   text,
  timezone            text,
  currency            text,
  business_day_cutoff text,
  region              text,
  status              text,
  source_status       text,
  missing             text[] not null,
  deleted             boolean not null,
  merged_into         text,
  extensions          jsonb not null,
  document            jsonb not null
);

create table reporting.site_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.terminal (
  id            text primary key,
  version       bigint not null,
  occurred_at   timestamptz,
  updated_at    timestamptz not null,
  terminal_code text,
  name          text,
  site_alias    text,
  site_id       text,
  kind          text,
  serial        text,
  missing       text[] not null,
  deleted       boolean not null,
  merged_into   text,
  extensions    jsonb not null,
  document      jsonb not null
);

create table reporting.terminal_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.employee (
  id                   text primary key,
  version              bigint not null,
  occurred_at          timestamptz,
  updated_at           timestamptz not null,
  employee_number      text,
  name_full            text,
  name_prefix          text,
  name_given           text,
  name_middle          text,
  name_family          text,
  name_suffix          text,
  work_email           text,
  work_email_raw       text,
  phone_e164           text,
  phone_raw            text,
  status               text,
  source_status        text,
  job_title            text,
  department           text,
  home_site_alias      text,
  home_site_id         text,
  hourly_rate_amount   numeric(19, 4),
  hourly_rate_currency text,
  start_date           date,
  end_date             date,
  contract_hours       numeric(19, 6),
  pos_operator_ids     text[],
  missing              text[] not null,
  deleted              boolean not null,
  merged_into          text,
  extensions           jsonb not null,
  document             jsonb not null
);

create table reporting.employee_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.product (
  id                     text primary key,
  version                bigint not null,
  occurred_at            timestamptz,
  updated_at             timestamptz not null,
  sku                    text,
  gtin                   text,
  name                   text,
  kind                   text,
  category               text,
  variant_of_alias       text,
  variant_of_id          text,
  unit                   text,
  standard_cost_amount   numeric(19, 4),
  standard_cost_currency text,
  tax_category           text,
  status                 text,
  source_status          text,
  missing                text[] not null,
  deleted                boolean not null,
  merged_into            text,
  extensions             jsonb not null,
  document               jsonb not null
);

create table reporting.product_price (
  product_id     text not null,
  position       integer not null,
  channel        text,
  site_alias     text,
  site_id        text,
  price_amount   numeric(19, 4),
  price_currency text,
  tax_included   boolean,
  valid_from     date,
  primary key (product_id, position)
);

create table reporting.product_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.order (
  id                      text primary key,
  version                 bigint not null,
  occurred_at             timestamptz,
  updated_at              timestamptz not null,
  order_number            text,
  channel                 text,
  site_alias              text,
  site_id                 text,
  terminal_alias          text,
  terminal_id             text,
  employee_alias          text,
  employee_id             text,
  customer_alias          text,
  customer_id             text,
  placed_at               timestamptz,
  closed_at               timestamptz,
  business_date           date,
  status                  text,
  source_status           text,
  covers                  integer,
  subtotal_amount         numeric(19, 4),
  subtotal_currency       text,
  discount_total_amount   numeric(19, 4),
  discount_total_currency text,
  tax_total_amount        numeric(19, 4),
  tax_total_currency      text,
  service_charge_amount   numeric(19, 4),
  service_charge_currency text,
  tip_amount              numeric(19, 4),
  tip_currency            text,
  total_amount            numeric(19, 4),
  total_currency          text,
  net_sales_amount        numeric(19, 4),
  net_sales_currency      text,
  campaign_ref            text,
  missing                 text[] not null,
  deleted                 boolean not null,
  merged_into             text,
  extensions              jsonb not null,
  document                jsonb not null
);

create table reporting.order_line (
  order_id            text not null,
  position            integer not null,
  line_id             text,
  product_alias       text,
  product_id          text,
  sku                 text,
  name                text,
  quantity            numeric(19, 6),
  quantity_unit       text,
  unit_price_amount   numeric(19, 4),
  unit_price_currency text,
  discount_amount     numeric(19, 4),
  discount_currency   text,
  tax_amount          numeric(19, 4),
  tax_currency        text,
  total_amount        numeric(19, 4),
  total_currency      text,
  state               text,
  primary key (order_id, position)
);

create table reporting.order_adjustment (
  order_id       text not null,
  position       integer not null,
  adjustment_id  text,
  kind           text,
  line_id        text,
  amount         numeric(19, 4),
  currency       text,
  reason_code    text,
  reason_text    text,
  employee_alias text,
  employee_id    text,
  terminal_alias text,
  terminal_id    text,
  at             timestamptz,
  derived        boolean,
  primary key (order_id, position)
);

create table reporting.order_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.payment (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  kind           text,
  method         text,
  amount         numeric(19, 4),
  currency       text,
  tip_amount     numeric(19, 4),
  tip_currency   text,
  fee_amount     numeric(19, 4),
  fee_currency   text,
  net_amount     numeric(19, 4),
  net_currency   text,
  status         text,
  source_status  text,
  order_alias    text,
  order_id       text,
  invoice_alias  text,
  invoice_id     text,
  payer_alias    text,
  payer_id       text,
  site_alias     text,
  site_id        text,
  terminal_alias text,
  terminal_id    text,
  employee_alias text,
  employee_id    text,
  captured_at    timestamptz,
  settled_at     timestamptz,
  business_date  date,
  payout_ref     text,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.payment_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.invoice (
  id                   text primary key,
  version              bigint not null,
  occurred_at          timestamptz,
  updated_at           timestamptz not null,
  number               text,
  type                 text,
  issuer_alias         text,
  issuer_id            text,
  customer_alias       text,
  customer_id          text,
  issue_date           date,
  due_date             date,
  currency             text,
  net_total_amount     numeric(19, 4),
  net_total_currency   text,
  tax_total_amount     numeric(19, 4),
  tax_total_currency   text,
  total_amount         numeric(19, 4),
  total_currency       text,
  amount_paid_amount   numeric(19, 4),
  amount_paid_currency text,
  balance_amount       numeric(19, 4),
  balance_currency     text,
  status               text,
  source_status        text,
  order_alias          text,
  order_id             text,
  deal_alias           text,
  deal_id              text,
  reference            text,
  paid_at              timestamptz,
  missing              text[] not null,
  deleted              boolean not null,
  merged_into          text,
  extensions           jsonb not null,
  document             jsonb not null
);

create table reporting.invoice_line (
  invoice_id          text not null,
  position            integer not null,
  line_id             text,
  description         text,
  product_alias       text,
  product_id          text,
  quantity            numeric(19, 6),
  quantity_unit       text,
  unit_price_amount   numeric(19, 4),
  unit_price_currency text,
  tax_code            text,
  account_code        text,
  amount              numeric(19, 4),
  currency            text,
  primary key (invoice_id, position)
);

create table reporting.invoice_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.deal (
  id                    text primary key,
  version               bigint not null,
  occurred_at           timestamptz,
  updated_at            timestamptz not null,
  name                  text,
  company_alias         text,
  company_id            text,
  primary_contact_alias text,
  primary_contact_id    text,
  owner_id              text,
  pipeline              text,
  stage                 text,
  status                text,
  source_status         text,
  amount                numeric(19, 4),
  currency              text,
  probability           numeric(9, 6),
  expected_close        date,
  closed_at             timestamptz,
  stage_changed_at      timestamptz,
  last_activity_at      timestamptz,
  origin                text,
  loss_reason           text,
  invoice_alias         text,
  invoice_id            text,
  missing               text[] not null,
  deleted               boolean not null,
  merged_into           text,
  extensions            jsonb not null,
  document              jsonb not null
);

create table reporting.deal_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.shift (
  id                    text primary key,
  version               bigint not null,
  occurred_at           timestamptz,
  updated_at            timestamptz not null,
  employee_alias        text,
  employee_id           text,
  site_alias            text,
  site_id               text,
  role                  text,
  department            text,
  planned_start         timestamptz,
  planned_end           timestamptz,
  actual_start          timestamptz,
  actual_end            timestamptz,
  break_minutes         integer,
  status                text,
  source_status         text,
  hourly_rate_amount    numeric(19, 4),
  hourly_rate_currency  text,
  planned_cost_amount   numeric(19, 4),
  planned_cost_currency text,
  actual_cost_amount    numeric(19, 4),
  actual_cost_currency  text,
  overtime_minutes      integer,
  business_date         date,
  missing               text[] not null,
  deleted               boolean not null,
  merged_into           text,
  extensions            jsonb not null,
  document              jsonb not null
);

create table reporting.shift_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.target (
  id           text primary key,
  version      bigint not null,
  occurred_at  timestamptz,
  updated_at   timestamptz not null,
  metric       text,
  site_alias   text,
  site_id      text,
  department   text,
  period       text,
  period_start date,
  value        numeric(19, 6),
  unit         text,
  owner_name   text,
  valid_from   date,
  missing      text[] not null,
  deleted      boolean not null,
  merged_into  text,
  extensions   jsonb not null,
  document     jsonb not null
);

create table reporting.target_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create index person_emails on reporting.person using gin (emails);
create index person_phones on reporting.person using gin (phones);
create index company_emails on reporting.company using gin (emails);
create index company_domain on reporting.company (domain);
create index order_number on reporting.order (order_number);
create index order_site_day on reporting.order (business_date, site_alias);
create index order_customer on reporting.order (customer_alias);
create index payment_order on reporting.payment (order_alias);
create index payment_terminal_day on reporting.payment (business_date, terminal_alias);
create index invoice_number on reporting.invoice (number);
create index invoice_reference on reporting.invoice (reference);
create index invoice_customer on reporting.invoice (customer_alias);
create index deal_stage on reporting.deal (pipeline, stage);
create index shift_site_day on reporting.shift (business_date, site_alias);
create index target_site_day on reporting.target (metric, period_start, site_alias);
