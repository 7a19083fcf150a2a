-- An invented business of ${rows} ledger rows: per hundred events 40 of orders, 30 of payments, 18 of customers in two
-- tools, 2 of companies in one and 2 in another, 8 of invoices. The events of a record lie scattered, as they do when they
-- arrive over months. Sets only; indexes are made afterwards.
create schema seed;
create function seed.uuid(name text) returns text immutable language sql as $$ select md5(name)::uuid::text $$;

create table seed.kind (connection text, object text, entity text, prefix text, letters text, first int, width int, records bigint);
insert into seed.kind values
  ('pos', 'order', 'order', 'ord_', 'SQO', 0, 40, ${rows} / 20),
  ('pos', 'payment', 'payment', 'pay_', 'SQP', 40, 30, ${rows} / 20),
  ('pos', 'customer', 'person', 'cus_', 'SQC', 70, 8, ${rows} / 50),
  ('crm', 'contact', 'person', 'cus_', 'HC', 78, 10, ${rows} / 50),
  ('crm', 'company', 'company', 'com_', 'HO', 88, 2, ${rows} / 500),
  ('accounting', 'invoice', 'invoice', 'inv_', 'XI', 90, 8, ${rows} / 50),
  ('accounting', 'contact', 'company', 'com_', 'XC', 98, 2, ${rows} / 500);

-- Event n is of record k of its kind: orders have eight events each, invoices four.
create unlogged table seed.event as
select n, k.connection, k.object, k.entity, k.prefix, k.letters,
  ((n / 100) * k.width + n % 100 - k.first) % k.records as record,
  timestamptz '2026-01-01 00:00:00+00' + n * (interval '200 days' / ${rows}) as at,
  seed.uuid('event ' || n) as event_id, seed.uuid('delivery ' || n) as delivery_id
from generate_series(0, ${rows} - 1) n
join seed.kind k on n % 100 >= k.first and n % 100 < k.first + k.width;

insert into ops.source_event (event_id, connection, tool, object, source_id, version, operation, occurred_at, received_at, delivery_id, via, topic, partition, "offset", published_at, trace_parent)
select event_id, connection, connection, object, letters || record, n, 'UPSERT', at - interval '3 seconds', at, delivery_id, 'WEBHOOK', 'source.' || connection, n % 6, n / 6,
  at + interval '300 milliseconds', '00-' || md5('delivery ' || n) || '-0102030405060708-01'
from seed.event;

insert into ops.outcome (event_id, connection, object, source_id, delivery_id, kind, received_at, at, entities, code)
select event_id, connection, object, letters || record, delivery_id,
  case when n % 97 < 60 then 'APPLIED' when n % 97 < 80 then 'UNCHANGED' when n % 97 < 90 then 'DUPLICATE'
    when n % 97 < 94 then 'SUPERSEDED' when n % 97 < 95 then 'ECHO' when n % 97 < 96 then 'FILTERED' else 'QUARANTINED' end,
  at, at + interval '240 milliseconds',
  jsonb_build_array(jsonb_build_object('entity', entity, 'id', prefix || seed.uuid(entity || ' ' || record), 'version', 1)),
  case when n % 97 >= 95 then 'SHAPE_MISMATCH' end
from seed.event where n < ${rows} - 100;

insert into ops.quarantine (id, event_id, connection, object, source_id, delivery_id, stage, code, cause, field, at, topic, partition, "offset", original, state)
select seed.uuid('letter ' || n), event_id, connection, object, letters || record, delivery_id, 'MAP', 'SHAPE_MISMATCH', 'total: text (expected: a number)', 'total', at,
  'source.' || connection, n % 6, n / 6, '\x7b7d', case when n % 10 = 0 then 'OPEN' else 'RESOLVED' end
from seed.event where n % 97 = 96;

insert into ops.link (link_key, entity, connection, object, source_id, alias, canonical_id, rule, reason, at)
select k.entity || '|' || k.connection || '|' || k.object || '|' || k.letters || i, k.entity, k.connection, k.object, k.letters || i,
  k.prefix || seed.uuid(case when k.letters in ('SQC', 'XC') then k.letters || ' ' else k.entity || ' ' end || i),
  k.prefix || seed.uuid(k.entity || ' ' || i), case when k.letters in ('SQC', 'XC') then 'same email' else 'founder' end,
  'Both have the same email address.', timestamptz '2026-01-01 00:00:00+00'
from seed.kind k cross join lateral generate_series(0, k.records - 1) i;

insert into ops.change (entity, id, version, kind, fields, events, occurred_at, at, caused_by, connection)
select k.entity, k.prefix || seed.uuid(k.entity || ' ' || i), v, case v when 1 then 'CREATED' else 'UPDATED' end,
  '[{"field":"status","before":"\"OPEN\"","after":"\"PAID\""},{"field":"total","before":"10.00","after":"12.00"}]',
  array['record.told'], timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-01-01 00:00:00+00' + i * interval '1 second',
  seed.uuid('event ' || ((i / k.width) * 100 + k.first + i % k.width)), k.connection
from seed.kind k cross join lateral generate_series(0, k.records - 1) i cross join generate_series(1, 2) v
where k.letters in ('SQO', 'SQP', 'HC', 'HO', 'XI');

create table seed.document as
select '{"sources":[{"connection":"crm","object":"contact","id":"1"},{"connection":"pos","object":"customer","id":"2"}],"provenance":{"total":{"source":0,"rule":"authority: crm before pos","losers":[{"source":1,"value":"12.00","conflict":true}]}},"status":"PAID","total":{"amount":12.00,"currency":"GBP"},"lines":[{"name":"Soup of the day","quantity":{"amount":2}},{"name":"Bread","quantity":{"amount":1}}],"missing":[],"deleted":false,"mergedInto":null,"extensions":{}}'::jsonb as body;

insert into reporting.person (id, version, updated_at, name_full, emails, phones, customer_number, missing, deleted, extensions, document)
select 'cus_' || seed.uuid('person ' || i), 2, timestamptz '2026-07-01 00:00:00+00', 'Ottilie Marsh ' || i, array['ottilie.' || i || '@marsh.example'],
  array['+44' || 2000000000 + i], 'C-' || i, '{}', false, '{}', body
from generate_series(0, ${rows} / 50 - 1) i, seed.document;

insert into reporting.company (id, version, updated_at, legal_name, trading_name, emails, phones, missing, deleted, extensions, document)
select 'com_' || seed.uuid('company ' || i), 2, timestamptz '2026-07-01 00:00:00+00', 'Bramble ' || i || ' Ltd', 'Bramble ' || i,
  array['office@bramble-' || i || '.example'], array['+44' || 3000000000 + i], '{}', false, '{}', body
from generate_series(0, ${rows} / 500 - 1) i, seed.document;

insert into reporting.employee (id, version, updated_at, employee_number, name_full, work_email, phone_e164, missing, deleted, extensions, document)
select 'emp_' || seed.uuid('employee ' || i), 1, timestamptz '2026-07-01 00:00:00+00', 'E-' || i, 'Wilmot Tarn ' || i, 'wilmot.' || i || '@bramble.example',
  '+44' || 7700000000 + i, '{}', false, '{}', body
from generate_series(0, ${rows} / 2000) i, seed.document;

insert into reporting.product (id, version, updated_at, sku, name, missing, deleted, extensions, document)
select 'prd_' || seed.uuid('product ' || i), 1, timestamptz '2026-07-01 00:00:00+00', 'SKU-' || i, 'Soup ' || i, '{}', false, '{}', body
from generate_series(0, ${rows} / 1000) i, seed.document;

insert into reporting.site (id, version, updated_at, name, code, missing, deleted, extensions, document)
select 'sit_' || seed.uuid('site ' || i), 1, timestamptz '2026-07-01 00:00:00+00', 'Site ' || i, 'S' || i, '{}', false, '{}', body
from generate_series(0, 49) i, seed.document;

insert into reporting.order (id, version, updated_at, order_number, business_date, site_alias, customer_alias, customer_id, status, missing, deleted, extensions, document)
select 'ord_' || seed.uuid('order ' || i), 2, timestamptz '2026-07-01 00:00:00+00', 'R-' || i, date '2026-01-01' + (i % 200)::int,
  'sit_' || seed.uuid('site ' || i % 50), 'cus_' || seed.uuid('person ' || i % (${rows} / 50)), 'cus_' || seed.uuid('person ' || i % (${rows} / 50)), 'PAID', '{}', false, '{}', body
from generate_series(0, ${rows} / 20 - 1) i, seed.document;

insert into reporting.payment (id, version, updated_at, order_alias, order_id, payer_alias, business_date, amount, currency, missing, deleted, extensions, document)
select 'pay_' || seed.uuid('payment ' || i), 2, timestamptz '2026-07-01 00:00:00+00', 'ord_' || seed.uuid('order ' || i), 'ord_' || seed.uuid('order ' || i),
  'cus_' || seed.uuid('person ' || i % (${rows} / 50)), date '2026-01-01' + (i % 200)::int, 12, 'GBP', '{}', false, '{}', body
from generate_series(0, ${rows} / 20 - 1) i, seed.document;

insert into reporting.invoice (id, version, updated_at, number, customer_alias, customer_id, status, missing, deleted, extensions, document)
select 'inv_' || seed.uuid('invoice ' || i), 2, timestamptz '2026-07-01 00:00:00+00', 'INV-' || i, 'com_' || seed.uuid('company ' || i % (${rows} / 500)),
  'com_' || seed.uuid('company ' || i % (${rows} / 500)), 'PAID', '{}', false, '{}', body
from generate_series(0, ${rows} / 50 - 1) i, seed.document;

insert into ops.action (id, version, flow, type, connection, object, entity, canonical_id, transition, policy, state, payload, idempotency_key, attempts, result_id, planned_at, updated_at)
select seed.uuid('action ' || i), 4, 'paid-in-crm', 'update', 'crm', 'deal', 'invoice', 'inv_' || seed.uuid('invoice ' || i), 'invoice.paid', 'AUTOMATIC', 'VERIFIED', '{}',
  seed.uuid('key ' || i), 1, 'HD' || i, timestamptz '2026-06-01 00:00:00+00' + i * interval '1 second', timestamptz '2026-06-01 00:00:01+00' + i * interval '1 second'
from generate_series(0, ${rows} / 100 - 1) i;

insert into ops.audit (id, subject, actor, verb, detail, at, refs)
select 'audit.v1-0-' || i || '-' || v, 'inv_' || seed.uuid('invoice ' || i), 'flow paid-in-crm', (array['update: approved', 'update: sent', 'update: verified'])[v], 'step ' || v,
  timestamptz '2026-06-01 00:00:00+00' + i * interval '1 second', '{"connection":"crm"}'
from generate_series(0, ${rows} / 100 - 1) i cross join generate_series(1, 3) v;

insert into ops.action_read_back (action_id, read_at, holds, differs)
select seed.uuid('action ' || i), timestamptz '2026-06-01 00:00:02+00' + i * interval '1 second', '{"status":"PAID"}', '{}'
from generate_series(0, ${rows} / 100 - 1) i;

insert into ops.doorbell (connection, object, source_id, delivery_id, received_at, deleted)
select connection, object, letters || record, delivery_id, at, false from seed.event where connection = 'crm';

insert into ops.insight (id, version, detector, metric, severity, state, scope, scope_names, window_start, window_end, observed, expected, deviation, unit, confidence, sentence, explanation, evidence, opened_at, updated_at, resolved_at)
select 'ins_' || seed.uuid('insight ' || i), 1, 'voids', 'voids', 'WARNING', 'RESOLVED', jsonb_build_object('site', 'sit_' || seed.uuid('site ' || i % 50)), '{}',
  timestamptz '2026-06-01 00:00:00+00', timestamptz '2026-06-08 00:00:00+00', 4, 1, 3, 'records', 1, 'More voids than usual.', '',
  (select jsonb_agg(jsonb_build_object('entity', 'order', 'id', 'ord_' || seed.uuid('order ' || (i * 10 + e)), 'label', 'Order')) from generate_series(0, 9) e),
  timestamptz '2026-06-01 00:00:00+00', timestamptz '2026-06-08 00:00:00+00', timestamptz '2026-06-08 00:00:00+00'
from generate_series(0, ${rows} / 2000) i;

drop schema seed cascade;
