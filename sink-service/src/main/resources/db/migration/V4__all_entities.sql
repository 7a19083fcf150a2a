-- The whole vocabulary: twenty more entities, and fields the first twelve gained. Columns follow the Avro schemas by
-- rule (see SchemaColumns); SchemaTablesIT holds them against each other.

alter table reporting.person
  add column name_parse_confidence numeric(9, 6),
  add column lifetime_value_amount numeric(19, 4),
  add column lifetime_value_currency text;
alter table reporting.company
  add column gln text,
  add column parent_alias text,
  add column parent_id text;
alter table reporting.site
  add column gln text,
  add column address_type text,
  add column address_latitude numeric(9, 6),
  add column address_longitude numeric(9, 6),
  add column manager_alias text,
  add column manager_id text;
alter table reporting.employee
  add column payroll_id text,
  add column name_parse_confidence numeric(9, 6),
  add column employment_type text,
  add column manager_alias text,
  add column manager_id text,
  add column right_to_work_expiry date;
alter table reporting.product
  add column supplier_code text,
  add column reorder_point numeric(19, 6),
  add column reorder_quantity numeric(19, 6),
  add column supplier_alias text,
  add column supplier_id text;
alter table reporting.order
  add column external_reference text,
  add column fulfilment_type text,
  add column fulfilment_address jsonb,
  add column fulfilment_due_at timestamptz;
alter table reporting.order_line
  add column tax_rate numeric(9, 6),
  add column tax_category text,
  add column modifiers jsonb;
alter table reporting.payment
  add column refund_of_alias text,
  add column refund_of_id text,
  add column reconciled_to text;
alter table reporting.invoice
  add column project_alias text,
  add column project_id text,
  add column pay_now_url text,
  add column tax_validation_status text,
  add column tax_validation_source_status text,
  add column tax_validation_scheme text,
  add column tax_validation_reference text;
alter table reporting.deal
  add column quote_number text,
  add column risk_score numeric(9, 6),
  add column project_alias text,
  add column project_id text;
alter table reporting.target
  add column approved_by text;

create table reporting.consent (
  person_id     text not null,
  position      integer not null,
  channel       text,
  status        text,
  source_status text,
  at            timestamptz,
  origin        text,
  primary key (person_id, position)
);

create table reporting.opening_hours (
  site_id  text not null,
  position integer not null,
  day      integer,
  opens    text,
  closes   text,
  primary key (site_id, position)
);

create table reporting.assignment (
  employee_id   text not null,
  position      integer not null,
  site_alias    text,
  site_id       text,
  role          text,
  rate_amount   numeric(19, 4),
  rate_currency text,
  valid_from    date,
  valid_to      date,
  primary key (employee_id, position)
);

create table reporting.certification (
  employee_id text not null,
  position    integer not null,
  type        text,
  expires     date,
  primary key (employee_id, position)
);

create table reporting.recipe_item (
  product_id      text not null,
  position        integer not null,
  component_alias text,
  component_id    text,
  quantity        numeric(19, 6),
  quantity_unit   text,
  yield_share     numeric(9, 6),
  primary key (product_id, position)
);

create table reporting.ledger_account (
  id            text primary key,
  version       bigint not null,
  occurred_at   timestamptz,
  updated_at    timestamptz not null,
  code          text,
  name          text,
  account_class text,
  source_type   text,
  currency      text,
  parent_alias  text,
  parent_id     text,
  status        text,
  source_status text,
  missing       text[] not null,
  deleted       boolean not null,
  merged_into   text,
  extensions    jsonb not null,
  document      jsonb not null
);

create table reporting.ledger_account_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.project (
  id              text primary key,
  version         bigint not null,
  occurred_at     timestamptz,
  updated_at      timestamptz not null,
  name            text,
  code            text,
  client_alias    text,
  client_id       text,
  deal_alias      text,
  deal_id         text,
  manager_alias   text,
  manager_id      text,
  status          text,
  source_status   text,
  start_date      date,
  due_date        date,
  completed_at    timestamptz,
  budget_amount   numeric(19, 4),
  budget_currency text,
  completion      numeric(9, 6),
  url             text,
  missing         text[] not null,
  deleted         boolean not null,
  merged_into     text,
  extensions      jsonb not null,
  document        jsonb not null
);

create table reporting.project_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.allocation (
  project_id     text not null,
  position       integer not null,
  employee_alias text,
  employee_id    text,
  start_date     date,
  end_date       date,
  percent        numeric(9, 6),
  primary key (project_id, position)
);

create table reporting.campaign (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  name           text,
  channel        text,
  platform       text,
  utm_campaign   text,
  promo_codes    text[],
  status         text,
  source_status  text,
  start_at       timestamptz,
  end_at         timestamptz,
  spend_amount   numeric(19, 4),
  spend_currency text,
  sent           bigint,
  opens          bigint,
  clicks         bigint,
  redemptions    bigint,
  audience       text,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.campaign_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.adjustment (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  kind           text,
  order_alias    text,
  order_id       text,
  line_id        text,
  site_alias     text,
  site_id        text,
  terminal_alias text,
  terminal_id    text,
  employee_alias text,
  employee_id    text,
  approver_alias text,
  approver_id    text,
  amount         numeric(19, 4),
  currency       text,
  reason_code    text,
  reason_text    text,
  at             timestamptz,
  business_date  date,
  after_send     boolean,
  derived        boolean,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.adjustment_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.ledger_entry (
  id                    text primary key,
  version               bigint not null,
  occurred_at           timestamptz,
  updated_at            timestamptz not null,
  account_alias         text,
  account_id            text,
  account_code          text,
  posted_on             date,
  debit_amount          numeric(19, 4),
  debit_currency        text,
  credit_amount         numeric(19, 4),
  credit_currency       text,
  site_alias            text,
  site_id               text,
  department            text,
  description           text,
  source_document_alias text,
  source_document_id    text,
  journal_id            text,
  period                text,
  missing               text[] not null,
  deleted               boolean not null,
  merged_into           text,
  extensions            jsonb not null,
  document              jsonb not null
);

create table reporting.ledger_entry_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.stock_level (
  id                 text primary key,
  version            bigint not null,
  occurred_at        timestamptz,
  updated_at         timestamptz not null,
  product_alias      text,
  product_id         text,
  site_alias         text,
  site_id            text,
  bin                text,
  on_hand            numeric(19, 6),
  on_hand_unit       text,
  reserved           numeric(19, 6),
  reserved_unit      text,
  available          numeric(19, 6),
  available_unit     text,
  on_order           numeric(19, 6),
  on_order_unit      text,
  counted_at         timestamptz,
  method             text,
  theoretical        numeric(19, 6),
  theoretical_unit   text,
  variance           numeric(19, 6),
  variance_unit      text,
  unit_cost_amount   numeric(19, 4),
  unit_cost_currency text,
  days_of_cover      numeric(19, 6),
  missing            text[] not null,
  deleted            boolean not null,
  merged_into        text,
  extensions         jsonb not null,
  document           jsonb not null
);

create table reporting.stock_level_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.stock_movement (
  id                   text primary key,
  version              bigint not null,
  occurred_at          timestamptz,
  updated_at           timestamptz not null,
  kind                 text,
  source_kind          text,
  from_state           text,
  to_state             text,
  product_alias        text,
  product_id           text,
  site_alias           text,
  site_id              text,
  to_site_alias        text,
  to_site_id           text,
  quantity             numeric(19, 6),
  quantity_unit        text,
  cost_amount          numeric(19, 4),
  cost_currency        text,
  reason_code          text,
  employee_alias       text,
  employee_id          text,
  shift_alias          text,
  shift_id             text,
  order_alias          text,
  order_id             text,
  purchase_order_alias text,
  purchase_order_id    text,
  at                   timestamptz,
  business_date        date,
  missing              text[] not null,
  deleted              boolean not null,
  merged_into          text,
  extensions           jsonb not null,
  document             jsonb not null
);

create table reporting.stock_movement_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.purchase_order (
  id                text primary key,
  version           bigint not null,
  occurred_at       timestamptz,
  updated_at        timestamptz not null,
  number            text,
  supplier_alias    text,
  supplier_id       text,
  site_alias        text,
  site_id           text,
  status            text,
  source_status     text,
  origin            text,
  approved_by_alias text,
  approved_by_id    text,
  ordered_at        timestamptz,
  expected_on       date,
  received_at       timestamptz,
  total_amount      numeric(19, 4),
  total_currency    text,
  missing           text[] not null,
  deleted           boolean not null,
  merged_into       text,
  extensions        jsonb not null,
  document          jsonb not null
);

create table reporting.purchase_order_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.purchase_order_line (
  purchase_order_id   text not null,
  position            integer not null,
  line_id             text,
  product_alias       text,
  product_id          text,
  supplier_code       text,
  description         text,
  quantity            numeric(19, 6),
  quantity_unit       text,
  unit_price_amount   numeric(19, 4),
  unit_price_currency text,
  received            numeric(19, 6),
  received_unit       text,
  amount              numeric(19, 4),
  currency            text,
  primary key (purchase_order_id, position)
);

create table reporting.timecard (
  id                     text primary key,
  version                bigint not null,
  occurred_at            timestamptz,
  updated_at             timestamptz not null,
  employee_alias         text,
  employee_id            text,
  site_alias             text,
  site_id                text,
  shift_alias            text,
  shift_id               text,
  role                   text,
  start_at               timestamptz,
  end_at                 timestamptz,
  break_minutes          integer,
  status                 text,
  source_status          text,
  hourly_rate_amount     numeric(19, 4),
  hourly_rate_currency   text,
  cost_amount            numeric(19, 4),
  cost_currency          text,
  overtime_minutes       integer,
  declared_tips_amount   numeric(19, 4),
  declared_tips_currency text,
  business_date          date,
  missing                text[] not null,
  deleted                boolean not null,
  merged_into            text,
  extensions             jsonb not null,
  document               jsonb not null
);

create table reporting.timecard_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.timecard_break (
  timecard_id text not null,
  position    integer not null,
  start_at    timestamptz,
  end_at      timestamptz,
  paid        boolean,
  primary key (timecard_id, position)
);

create table reporting.leave (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  employee_alias text,
  employee_id    text,
  type           text,
  source_type    text,
  start_date     date,
  end_date       date,
  half_day       boolean,
  amount         numeric(19, 6),
  unit           text,
  status         text,
  source_status  text,
  approver_alias text,
  approver_id    text,
  balance_after  numeric(19, 6),
  requested_at   timestamptz,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.leave_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.delivery_order (
  id                                text primary key,
  version                           bigint not null,
  occurred_at                       timestamptz,
  updated_at                        timestamptz not null,
  platform                          text,
  platform_order_id                 text,
  display_id                        text,
  order_alias                       text,
  order_id                          text,
  site_alias                        text,
  site_id                           text,
  customer_alias                    text,
  customer_id                       text,
  status                            text,
  source_status                     text,
  placed_at                         timestamptz,
  accepted_at                       timestamptz,
  ready_at                          timestamptz,
  collected_at                      timestamptz,
  delivered_at                      timestamptz,
  promised_at                       timestamptz,
  courier_type                      text,
  gross_sales_amount                numeric(19, 4),
  gross_sales_currency              text,
  promo_funded_by_us_amount         numeric(19, 4),
  promo_funded_by_us_currency       text,
  promo_funded_by_platform_amount   numeric(19, 4),
  promo_funded_by_platform_currency text,
  delivery_fee_amount               numeric(19, 4),
  delivery_fee_currency             text,
  tip_amount                        numeric(19, 4),
  tip_currency                      text,
  customer_refund_amount            numeric(19, 4),
  customer_refund_currency          text,
  cancel_reason                     text,
  rating                            numeric(9, 6),
  business_date                     date,
  missing                           text[] not null,
  deleted                           boolean not null,
  merged_into                       text,
  extensions                        jsonb not null,
  document                          jsonb not null
);

create table reporting.delivery_order_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.fee_line (
  id                   text primary key,
  version              bigint not null,
  occurred_at          timestamptz,
  updated_at           timestamptz not null,
  platform             text,
  statement_id         text,
  platform_order_id    text,
  delivery_order_alias text,
  delivery_order_id    text,
  payment_alias        text,
  payment_id           text,
  site_alias           text,
  site_id              text,
  kind                 text,
  source_kind          text,
  rate                 numeric(9, 6),
  base_amount          numeric(19, 4),
  base_currency        text,
  amount               numeric(19, 4),
  currency             text,
  contract_ref         text,
  period_start         date,
  period_end           date,
  payout_date          date,
  missing              text[] not null,
  deleted              boolean not null,
  merged_into          text,
  extensions           jsonb not null,
  document             jsonb not null
);

create table reporting.fee_line_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.shipment (
  id                    text primary key,
  version               bigint not null,
  occurred_at           timestamptz,
  updated_at            timestamptz not null,
  order_alias           text,
  order_id              text,
  site_alias            text,
  site_id               text,
  customer_alias        text,
  customer_id           text,
  destination_type      text,
  destination_line1     text,
  destination_line2     text,
  destination_line3     text,
  destination_locality  text,
  destination_region    text,
  destination_postcode  text,
  destination_country   text,
  destination_formatted text,
  destination_latitude  numeric(9, 6),
  destination_longitude numeric(9, 6),
  carrier               text,
  service               text,
  tracking_number       text,
  tracking_url          text,
  label_url             text,
  status                text,
  source_status         text,
  cost_amount           numeric(19, 4),
  cost_currency         text,
  shipped_at            timestamptz,
  delivered_at          timestamptz,
  promised_by           timestamptz,
  missing               text[] not null,
  deleted               boolean not null,
  merged_into           text,
  extensions            jsonb not null,
  document              jsonb not null
);

create table reporting.shipment_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.shipment_package (
  shipment_id     text not null,
  position        integer not null,
  package_id      text,
  tracking_number text,
  weight          numeric(19, 6),
  weight_unit     text,
  contents        text,
  primary key (shipment_id, position)
);

create table reporting.shipment_milestone (
  shipment_id   text not null,
  position      integer not null,
  status        text,
  source_status text,
  at            timestamptz,
  place         text,
  primary key (shipment_id, position)
);

create table reporting.feedback (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  kind           text,
  platform       text,
  site_alias     text,
  site_id        text,
  rating         numeric(9, 6),
  rating_given   numeric(19, 6),
  rating_scale   numeric(19, 6),
  nps_score      integer,
  text           text,
  language       text,
  topics         text[],
  sentiment      text,
  customer_alias text,
  customer_id    text,
  order_alias    text,
  order_id       text,
  visited_at     timestamptz,
  created_at     timestamptz,
  responded_at   timestamptz,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.feedback_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.ticket (
  id              text primary key,
  version         bigint not null,
  occurred_at     timestamptz,
  updated_at      timestamptz not null,
  number          text,
  subject         text,
  status          text,
  source_status   text,
  priority        text,
  channel         text,
  requester_alias text,
  requester_id    text,
  company_alias   text,
  company_id      text,
  assignee_alias  text,
  assignee_id     text,
  project_alias   text,
  project_id      text,
  order_alias     text,
  order_id        text,
  created_at      timestamptz,
  first_reply_at  timestamptz,
  solved_at       timestamptz,
  satisfaction    numeric(9, 6),
  tags            text[],
  url             text,
  missing         text[] not null,
  deleted         boolean not null,
  merged_into     text,
  extensions      jsonb not null,
  document        jsonb not null
);

create table reporting.ticket_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.interaction (
  id                text primary key,
  version           bigint not null,
  occurred_at       timestamptz,
  updated_at        timestamptz not null,
  kind              text,
  source_kind       text,
  direction         text,
  at                timestamptz,
  deal_alias        text,
  deal_id           text,
  company_alias     text,
  company_id        text,
  ticket_alias      text,
  ticket_id         text,
  duration_seconds  bigint,
  response_to_alias text,
  response_to_id    text,
  subject_hash      text,
  missing           text[] not null,
  deleted           boolean not null,
  merged_into       text,
  extensions        jsonb not null,
  document          jsonb not null
);

create table reporting.interaction_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.interaction_participants (
  interaction_id text not null,
  position       integer not null,
  alias          text,
  id             text,
  primary key (interaction_id, position)
);

create table reporting.task (
  id               text primary key,
  version          bigint not null,
  occurred_at      timestamptz,
  updated_at       timestamptz not null,
  title            text,
  project_alias    text,
  project_id       text,
  parent_alias     text,
  parent_id        text,
  assignee_alias   text,
  assignee_id      text,
  status           text,
  source_status    text,
  priority         text,
  due_at           timestamptz,
  completed_at     timestamptz,
  origin           text,
  related_to_alias text,
  related_to_id    text,
  estimate_minutes integer,
  url              text,
  missing          text[] not null,
  deleted          boolean not null,
  merged_into      text,
  extensions       jsonb not null,
  document         jsonb not null
);

create table reporting.task_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.touch (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  person_alias   text,
  person_id      text,
  campaign_alias text,
  campaign_id    text,
  kind           text,
  source_kind    text,
  at             timestamptz,
  url            text,
  order_alias    text,
  order_id       text,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.touch_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.document (
  id               text primary key,
  version          bigint not null,
  occurred_at      timestamptz,
  updated_at       timestamptz not null,
  name             text,
  kind             text,
  mime_type        text,
  size             bigint,
  sha256           text,
  url              text,
  folder           text,
  owner_alias      text,
  owner_id         text,
  client_alias     text,
  client_id        text,
  deal_alias       text,
  deal_id          text,
  project_alias    text,
  project_id       text,
  signature_status text,
  source_status    text,
  signed_at        timestamptz,
  portal_visible   boolean,
  missing          text[] not null,
  deleted          boolean not null,
  merged_into      text,
  extensions       jsonb not null,
  document         jsonb not null
);

create table reporting.document_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create table reporting.subscription (
  id             text primary key,
  version        bigint not null,
  occurred_at    timestamptz,
  updated_at     timestamptz not null,
  customer_alias text,
  customer_id    text,
  product_alias  text,
  product_id     text,
  plan           text,
  price_amount   numeric(19, 4),
  price_currency text,
  quantity       numeric(19, 6),
  interval       text,
  interval_count integer,
  status         text,
  source_status  text,
  start_at       timestamptz,
  renew_at       timestamptz,
  cancel_at      timestamptz,
  cancel_reason  text,
  mrr_amount     numeric(19, 4),
  mrr_currency   text,
  missing        text[] not null,
  deleted        boolean not null,
  merged_into    text,
  extensions     jsonb not null,
  document       jsonb not null
);

create table reporting.subscription_history (
  id          text not null,
  version     bigint not null,
  occurred_at timestamptz,
  updated_at  timestamptz not null,
  deleted     boolean not null,
  merged_into text,
  document    jsonb not null,
  primary key (id, version)
);

create index adjustment_order on reporting.adjustment (order_alias);
create index stock_level_product on reporting.stock_level (product_alias, site_alias);
create index stock_movement_site_day on reporting.stock_movement (business_date, site_alias);
create index timecard_site_day on reporting.timecard (business_date, site_alias);
create index delivery_order_number on reporting.delivery_order (platform_order_id);
create index fee_line_order on reporting.fee_line (platform_order_id);
create index shipment_order on reporting.shipment (order_alias);
create index shipment_tracking on reporting.shipment (tracking_number);
create index ticket_number on reporting.ticket (number);
create index project_deal on reporting.project (deal_alias);
create index task_project on reporting.task (project_alias);
create index document_deal on reporting.document (deal_alias);
create index subscription_customer on reporting.subscription (customer_alias);
create index interaction_company on reporting.interaction (company_alias, at);

-- What each site has of each product now.
create view reporting.stock_on_hand as
select
  coalesce(sl.canonical_id, k.site_id, k.site_alias)       as site_id,
  s.name                                                   as site,
  coalesce(pl.canonical_id, k.product_id, k.product_alias) as product_id,
  p.sku,
  p.name                                                   as product,
  k.bin,
  k.on_hand,
  k.available,
  k.on_hand_unit                                           as unit,
  k.counted_at,
  k.on_hand <= p.reorder_point                             as to_reorder
from reporting.stock_level k
left join ops.link sl on sl.alias = k.site_alias
left join reporting.site s on s.id = coalesce(sl.canonical_id, k.site_id, k.site_alias)
left join ops.link pl on pl.alias = k.product_alias
left join reporting.product p on p.id = coalesce(pl.canonical_id, k.product_id, k.product_alias)
where not k.deleted and k.merged_into is null;

-- What delivery platforms and processors keep, and at what rate.
create view reporting.fees_by_site_month as
select
  coalesce(l.canonical_id, f.site_id, f.site_alias)       as site_id,
  s.name                                                  as site,
  f.platform,
  f.kind,
  date_trunc('month', f.period_end)::date                 as month,
  f.currency,
  count(*)                                                as fees,
  sum(f.amount)                                           as amount,
  sum(f.base_amount)                                      as base,
  round(sum(f.amount) / nullif(sum(f.base_amount), 0), 6) as rate
from reporting.fee_line f
left join ops.link l on l.alias = f.site_alias
left join reporting.site s on s.id = coalesce(l.canonical_id, f.site_id, f.site_alias)
where not f.deleted and f.merged_into is null
group by 1, 2, 3, 4, 5, 6;

-- How much recurring revenue there is, by plan.
create view reporting.recurring_revenue as
select
  plan,
  mrr_currency                                         as currency,
  count(*) filter (where status in ('ACTIVE', 'PAST_DUE'))        as subscriptions,
  sum(mrr_amount) filter (where status in ('ACTIVE', 'PAST_DUE')) as mrr,
  count(*) filter (where status = 'PAST_DUE')          as past_due,
  count(*) filter (where status = 'CANCELLED')         as cancelled
from reporting.subscription
where not deleted and merged_into is null
group by 1, 2;

-- Requests for help by the day they came.
create view reporting.tickets_by_day as
select
  created_at::date                                                                    as day,
  channel,
  priority,
  count(*)                                                                            as tickets,
  count(*) filter (where status not in ('SOLVED', 'CLOSED'))                          as still_open,
  percentile_cont(0.5) within group (order by extract(epoch from first_reply_at - created_at)) as median_reply_seconds,
  avg(satisfaction)                                                                   as satisfaction
from reporting.ticket
where not deleted and merged_into is null
group by 1, 2, 3;
