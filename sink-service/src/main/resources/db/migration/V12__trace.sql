-- Whatever key a person pastes is found by an index, so that a trace takes as long over ten million rows as over ten.
-- What they cost is in docs/performance.md (bench trace). pg_trgm comes with PostgreSQL and needs no superuser.
create extension if not exists pg_trgm;

-- A phone number pasted in national writing is found by how it ends.
create function reporting.phone_tail(phone text) returns text immutable strict parallel safe language sql as
$$ select right(regexp_replace(phone, '[^0-9]', '', 'g'), 7) $$;
create function reporting.phone_tails(phones text[]) returns text[] immutable parallel safe language sql as
$$ select array(select right(regexp_replace(phone, '[^0-9]', '', 'g'), 7) from unnest(phones) phone) $$;
create index person_phone_tails on reporting.person using gin (reporting.phone_tails(phones));
create index company_phone_tails on reporting.company using gin (reporting.phone_tails(phones));
create index employee_phone_tail on reporting.employee (reporting.phone_tail(coalesce(phone_e164, phone_raw)));
create index employee_work_email on reporting.employee (lower(work_email));

-- Numbers people know a record by.
create index employee_number on reporting.employee (employee_number);
create index person_customer_number on reporting.person (customer_number) where customer_number is not null;
create index product_sku on reporting.product (sku);
create index product_gtin on reporting.product (gtin) where gtin is not null;
create index purchase_order_number on reporting.purchase_order (number);
create index delivery_order_display on reporting.delivery_order (display_id);
create index order_external_reference on reporting.order (external_reference) where external_reference is not null;

-- Names, and any part of them.
create index person_name on reporting.person using gin (name_full gin_trgm_ops);
create index company_name on reporting.company using gin (coalesce(trading_name, legal_name) gin_trgm_ops);
create index employee_name on reporting.employee using gin (name_full gin_trgm_ops);
create index deal_name on reporting.deal using gin (name gin_trgm_ops);
create index product_name on reporting.product using gin (name gin_trgm_ops);

-- A tool's own id without its connection.
create index link_source_id on ops.link (source_id);
create index quarantine_source_id on ops.quarantine (source_id);
create index quarantine_delivery on ops.quarantine (delivery_id);

-- Actions and insights about a record.
create index action_about on ops.action (canonical_id);
create index action_made on ops.action (result_id) where result_id is not null;
drop index ops.action_subject;
drop index ops.action_result;
create index insight_evidence on ops.insight using gin (evidence jsonb_path_ops);
create index insight_scope on ops.insight using gin (jsonb_path_query_array(scope, '$.*'));

-- Who refers to a record, newest first: one index for each reference, without the rows that have none.
do $$
declare
  reference record;
begin
  for reference in
    select c.table_name as tab, c.column_name as col
    from information_schema.columns c
    join information_schema.columns d
      on d.table_schema = c.table_schema and d.table_name = c.table_name and d.column_name = 'document'
    join information_schema.tables t
      on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'reporting' and c.column_name like '%\_alias' and c.table_name not like '%\_history'
  loop
    execute format('create index %I on reporting.%I (%I, updated_at desc) where %I is not null',
      reference.tab || '_of_' || reference.col, reference.tab, reference.col, reference.col);
  end loop;
end $$;
drop index reporting.order_customer;
drop index reporting.payment_order;
drop index reporting.invoice_customer;
drop index reporting.adjustment_order;
drop index reporting.shipment_order;
drop index reporting.project_deal;
drop index reporting.task_project;
drop index reporting.document_deal;
drop index reporting.subscription_customer;
drop index reporting.shift_employee;

-- When ingest published it: of a thin delivery that is when the record had been fetched. And the W3C trace it belongs to.
alter table ops.source_event add column published_at timestamptz, add column trace_parent text;

-- Thin deliveries: what a tool told, and we had to fetch.
create table ops.doorbell (
  connection  text not null,
  object      text not null,
  source_id   text not null,
  delivery_id text not null,
  received_at timestamptz not null,
  deleted     boolean not null,
  primary key (connection, object, source_id, delivery_id)
);
create index doorbell_delivery on ops.doorbell (delivery_id);

-- What a target held when it was last read back, by action; the sink's own memory, in no topic.
create table ops.action_read_back (
  action_id text primary key references ops.action (id),
  read_at   timestamptz not null,
  holds     text not null,
  differs   text[] not null
);

-- The trace goes on from the change to the call of the tool and to what is published of it.
alter table ops.flow_trigger add column trace_parent text;
alter table ops.action add column trace_parent text;
alter table ops.outbox add column trace_parent text;
