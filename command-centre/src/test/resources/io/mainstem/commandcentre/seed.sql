-- One invented restaurant group in mid-week, small enough to know every figure by heart.
-- crm: 40 received; pos: 900; accounting: 30; rota: 120; chat: silent.

insert into ops.source_event
select 'evt-crm-' || n, 'crm', 'hubspot', case when n <= 12 then 'contact' when n <= 22 then 'company' else 'deal' end,
  (1000 + n)::text, n, 'UPSERT', now() - interval '2 hours', now() - make_interval(secs => 40 + n * 5), 'rcp-crm-' || n, 'WEBHOOK', 'source.crm', n % 3, n
from generate_series(1, 40) n;
-- Three of them came twice.
insert into ops.source_event
select event_id, connection, tool, object, source_id, version, operation, occurred_at, received_at + interval '1 second', delivery_id || '-again', via, topic, partition, "offset" + 100
from ops.source_event where connection = 'crm' and version <= 3;
insert into ops.source_event
select 'evt-pos-' || n, 'pos', 'square', case when n % 2 = 0 then 'payment' else 'order' end,
  'SQ' || n, n, 'UPSERT', now() - interval '1 hour', now() - make_interval(secs => 3 + n), 'rcp-pos-' || n, 'WEBHOOK', 'source.pos', n % 3, n
from generate_series(1, 900) n;
insert into ops.source_event
select 'evt-acc-' || n, 'accounting', 'xero', case when n <= 10 then 'contact' else 'invoice' end,
  'XR' || n, n, 'UPSERT', now() - interval '1 hour', now() - make_interval(secs => 100 + n), 'rcp-acc-' || n, 'WEBHOOK', 'source.accounting', n % 3, n
from generate_series(1, 30) n;
insert into ops.source_event
select 'evt-rota-' || n, 'rota', 'rota', 'shifts', n::text, n, 'UPSERT', now() - interval '1 hour', now() - make_interval(secs => 12 + n), 'rcp-rota-' || n, 'CDC', 'source.rota', n % 3, n
from generate_series(1, 120) n;

insert into ops.outcome (event_id, connection, object, source_id, delivery_id, kind, received_at, at, entities, code)
select event_id, connection, object, source_id, delivery_id,
  case
    when delivery_id like '%-again' then 'DUPLICATE'
    when connection = 'pos' and version % 90 = 0 then 'QUARANTINED'
    when connection = 'pos' and version % 45 = 1 then 'SUPERSEDED'
    when connection = 'pos' and version % 30 = 2 then 'UNCHANGED'
    when connection = 'accounting' and version = 30 then 'ECHO'
    when connection = 'crm' and version = 40 then 'FILTERED'
    else 'APPLIED'
  end,
  received_at, received_at + interval '180 milliseconds', '[]', null
from ops.source_event where not (connection = 'pos' and version <= 4);

-- Bramble & Rye, known to three tools.
update ops.outcome set entities = '[{"entity":"person","id":"cus_11111111-1111-5111-8111-111111111111","version":1}]' where delivery_id = 'rcp-crm-1';
update ops.outcome set entities = '[{"entity":"person","id":"cus_11111111-1111-5111-8111-111111111111","version":2}]' where event_id = 'evt-acc-1';
update ops.outcome set entities = '[{"entity":"order","id":"ord_33333333-3333-5333-8333-333333333333","version":1}]' where event_id = 'evt-pos-5';
update ops.outcome set entities = '[{"entity":"deal","id":"dea_55555555-5555-5555-8555-555555555555","version":4}]' where event_id = 'evt-crm-25';
update ops.outcome set entities = '[{"entity":"invoice","id":"inv_66666666-6666-5666-8666-666666666666","version":1}]' where event_id = 'evt-acc-12';

insert into reporting.person (id, version, occurred_at, updated_at, name_full, name_given, name_family, emails, phones, addresses, job_title, missing, deleted, extensions, document) values
('cus_11111111-1111-5111-8111-111111111111', 3, now() - interval '2 hours', now() - interval '50 seconds', 'Odalys Fennimore', 'Odalys', 'Fennimore',
 array['odalys@fennimore-catering.example'], array['+442079460018'], '[]', 'Events manager', '{}', false, '{}',
 '{"id":"cus_11111111-1111-5111-8111-111111111111","version":3,"occurredAt":"2026-03-04T10:15:00Z","updatedAt":"2026-03-04T10:15:02Z",
   "name":{"full":"Odalys Fennimore","given":"Odalys","family":"Fennimore"},
   "emails":[{"address":"odalys@fennimore-catering.example","raw":"Odalys@Fennimore-Catering.example"}],
   "phones":[{"e164":"+442079460018","raw":"020 7946 0018"}],"addresses":[],
   "company":{"alias":"com_22222222-2222-5222-8222-222222222222","id":"com_22222222-2222-5222-8222-222222222222"},
   "jobTitle":"Events manager","customerNumber":null,"loyaltyId":null,"preferredLanguage":null,"billingContact":null,"firstSeenAt":null,"lastActivityAt":null,
   "sources":[{"connection":"crm","object":"contact","id":"1001","version":9,"seenAt":"2026-03-04T10:15:01Z"},{"connection":"accounting","object":"contact","id":"XR1","version":4,"seenAt":"2026-03-04T10:15:01Z"},{"connection":"pos","object":"customer","id":"SQCUST1","version":2,"seenAt":"2026-03-04T10:15:01Z"}],
   "provenance":{"name":{"source":0,"rule":"authority: crm before accounting","losers":[{"source":1,"value":"{\"full\":\"Olga Fennimore\"}","conflict":true}]},"emails":{"source":0,"rule":"authority: crm before accounting","losers":[]},"phones":{"source":0,"rule":"elements: crm before pos","losers":[],"elements":[{"source":0,"agree":[2]}]},"jobTitle":{"source":0,"rule":"only source","losers":[]}},
   "missing":[],"deleted":false,"mergedInto":null,"extensions":{}}');
insert into reporting.company (id, version, occurred_at, updated_at, legal_name, trading_name, emails, missing, deleted, extensions, document) values
('com_22222222-2222-5222-8222-222222222222', 2, now() - interval '2 hours', now() - interval '1 minute', 'Fennimore Catering Ltd', 'Fennimore Catering',
 array['odalys@fennimore-catering.example'], '{}', false, '{}',
 '{"id":"com_22222222-2222-5222-8222-222222222222","version":2,"legalName":"Fennimore Catering Ltd","tradingName":"Fennimore Catering","sources":[{"connection":"crm","object":"company","id":"1013"}],"provenance":{},"missing":[],"deleted":false,"mergedInto":null,"extensions":{}}');
insert into reporting.site (id, version, updated_at, name, timezone, missing, deleted, extensions, document)
select 'sit_0000000' || n || '-0000-5000-8000-000000000000', 1, now(), name, 'Europe/London', '{}', false, '{}', jsonb_build_object('name', name, 'version', 1)
from (values (1, 'Harbour Lane'), (2, 'Mill Yard'), (3, 'Copper Street')) as s (n, name);
insert into reporting.terminal (id, version, updated_at, name, site_alias, site_id, missing, deleted, extensions, document) values
('ter_44444444-4444-5444-8444-444444444444', 1, now(), 'Mill Yard bar till', 'sit_00000002-0000-5000-8000-000000000000', 'sit_00000002-0000-5000-8000-000000000000', '{}', false, '{}', '{"name":"Mill Yard bar till"}');
insert into reporting.order (id, version, occurred_at, updated_at, order_number, channel, site_alias, site_id, customer_alias, customer_id, placed_at, business_date, status, total_amount, total_currency, missing, deleted, extensions, document) values
('ord_33333333-3333-5333-8333-333333333333', 1, now(), now(), 'A-1042', 'pos', 'sit_00000001-0000-5000-8000-000000000000', 'sit_00000001-0000-5000-8000-000000000000',
 'cus_77777777-7777-5777-8777-777777777777', 'cus_11111111-1111-5111-8111-111111111111', now(), current_date, 'PAID', 84.5, 'GBP', '{}', false, '{}',
 '{"orderNumber":"A-1042","status":"PAID","total":{"amount":84.5000,"currency":"GBP"},"customer":{"alias":"cus_77777777-7777-5777-8777-777777777777","id":"cus_11111111-1111-5111-8111-111111111111"},"lines":[{"lineId":"1","name":"Set lunch","quantity":{"amount":2.000000,"unit":"H87"},"total":{"amount":84.5000,"currency":"GBP"}}],"sources":[{"connection":"pos","object":"order","id":"SQ5"}],"provenance":{"total":{"source":0,"rule":"only source","losers":[]}}}');
insert into reporting.deal (id, version, updated_at, name, company_alias, company_id, primary_contact_alias, status, stage, amount, currency, missing, deleted, extensions, document) values
('dea_55555555-5555-5555-8555-555555555555', 4, now() - interval '30 seconds', 'Spring conference catering', 'com_22222222-2222-5222-8222-222222222222', 'com_22222222-2222-5222-8222-222222222222', 'cus_11111111-1111-5111-8111-111111111111', 'WON', 'closedwon', 4200, 'GBP', '{}', false, '{}',
 '{"name":"Spring conference catering","status":"WON","amount":{"amount":4200.0000,"currency":"GBP"},"sources":[{"connection":"crm","object":"deal","id":"1025"}],"provenance":{"amount":{"source":0,"rule":"only source","losers":[]}}}');
insert into reporting.invoice (id, version, updated_at, number, type, customer_alias, total_amount, total_currency, status, reference, missing, deleted, extensions, document) values
('inv_66666666-6666-5666-8666-666666666666', 1, now() - interval '20 seconds', 'INV-0107', 'INVOICE', 'com_22222222-2222-5222-8222-222222222222', 4200, 'GBP', 'DRAFT', 'Spring conference catering', '{}', false, '{}',
 '{"number":"INV-0107","status":"DRAFT","total":{"amount":4200.0000,"currency":"GBP"},"sources":[{"connection":"accounting","object":"invoice","id":"XR12"}],"provenance":{}}');

insert into ops.link values
('person|crm|contact|1001', 'person', 'crm', 'contact', '1001', 'cus_11111111-1111-5111-8111-111111111111', 'cus_11111111-1111-5111-8111-111111111111', 'founder', 'First record of this person.', now() - interval '90 minutes', 'evt-crm-1'),
('person|accounting|contact|XR1', 'person', 'accounting', 'contact', 'XR1', 'cus_88888888-8888-5888-8888-888888888888', 'cus_11111111-1111-5111-8111-111111111111', 'email', 'Same email address as crm contact 1001.', now() - interval '80 minutes', 'evt-acc-1'),
('person|pos|customer|SQCUST1', 'person', 'pos', 'customer', 'SQCUST1', 'cus_77777777-7777-5777-8777-777777777777', 'cus_11111111-1111-5111-8111-111111111111', 'email', 'Same email address as crm contact 1001.', now() - interval '70 minutes', 'evt-pos-5'),
('company|crm|company|1013', 'company', 'crm', 'company', '1013', 'com_22222222-2222-5222-8222-222222222222', 'com_22222222-2222-5222-8222-222222222222', 'founder', 'First record of this company.', now() - interval '90 minutes', 'evt-crm-13'),
('company|accounting|contact|XR1', 'company', 'accounting', 'contact', 'XR1', 'com_99999999-9999-5999-8999-999999999999', 'com_22222222-2222-5222-8222-222222222222', 'domain', 'Same web domain as crm company 1013.', now() - interval '80 minutes', 'evt-acc-1'),
('order|pos|order|SQ5', 'order', 'pos', 'order', 'SQ5', 'ord_33333333-3333-5333-8333-333333333333', 'ord_33333333-3333-5333-8333-333333333333', 'founder', 'A fact keeps its own key.', now() - interval '1 hour', 'evt-pos-5'),
('deal|crm|deal|1025', 'deal', 'crm', 'deal', '1025', 'dea_55555555-5555-5555-8555-555555555555', 'dea_55555555-5555-5555-8555-555555555555', 'founder', 'A fact keeps its own key.', now() - interval '1 hour', 'evt-crm-25'),
('invoice|accounting|invoice|XR12', 'invoice', 'accounting', 'invoice', 'XR12', 'inv_66666666-6666-5666-8666-666666666666', 'inv_66666666-6666-5666-8666-666666666666', 'founder', 'Written by flow won-deal-to-draft-invoice.', now() - interval '1 hour', 'evt-acc-12');

insert into ops.change (entity, id, version, kind, fields, events, merged_into, occurred_at, at, caused_by, connection) values
('person', 'cus_11111111-1111-5111-8111-111111111111', 1, 'CREATED', '[]', '{}', null, now(), now() - interval '90 minutes', 'evt-crm-1', 'crm'),
('person', 'cus_11111111-1111-5111-8111-111111111111', 2, 'MERGED', '[]', '{}', null, now(), now() - interval '80 minutes', 'evt-acc-1', 'accounting'),
('person', 'cus_11111111-1111-5111-8111-111111111111', 3, 'UPDATED', '[{"field":"jobTitle","before":"\"Coordinator\"","after":"\"Events manager\""}]', '{}', null, now(), now() - interval '50 seconds', 'evt-crm-1', 'crm'),
('deal', 'dea_55555555-5555-5555-8555-555555555555', 4, 'UPDATED', '[{"field":"status","before":"\"OPEN\"","after":"\"WON\""}]', '{deal.won}', null, now(), now() - interval '30 seconds', 'evt-crm-25', 'crm');

insert into ops.quarantine (id, event_id, connection, object, source_id, delivery_id, stage, code, cause, field, at, topic, partition, "offset", original)
select 'q-' || version, event_id, connection, object, source_id, delivery_id, 'MAP', case when version % 180 = 0 then 'UNKNOWN_ENUM' else 'BAD_MONEY' end,
  case when version % 180 = 0 then 'The payment status is a word this tool file does not know. Add it to the tool file, or ask the vendor what it means.'
    else 'The amount is not a number. Nothing was guessed; mend it at the till and it comes again.' end,
  case when version % 180 = 0 then 'payment.status' else 'payment.amount_money.amount' end,
  received_at, topic, partition, "offset", convert_to('{"payment":{"id":"' || source_id || '","amount_money":{"amount":"<b>12,50</b>"}}}', 'UTF8')
from ops.source_event where connection = 'pos' and version % 90 = 0;

insert into ops.insight values
('ins-labour', 4, 'labour-over-target', 'labour_cost', 'WARNING', 'OPEN', '{"site":"sit_00000002-0000-5000-8000-000000000000"}', '{"site":"Mill Yard"}', date_trunc('week', now()), date_trunc('week', now()) + interval '7 days',
 7552, 6400, 0.18, 'GBP', 1152, 'GBP', 0.94, 'Labour costs at Mill Yard are 18% above target this week.', 'Two thirds of it are unplanned Tuesday and Wednesday evening shifts; sales are level with last week.',
 '[{"entity":"site","id":"sit_00000002-0000-5000-8000-000000000000","label":"Mill Yard","value":"GBP 7,552"},{"entity":"order","id":"ord_33333333-3333-5333-8333-333333333333","label":"Order A-1042","value":null}]',
 now() - interval '20 hours', now() - interval '4 minutes', null),
('ins-voids', 2, 'void-rate-against-peers', 'void_rate', 'CRITICAL', 'OPEN', '{"terminal":"ter_44444444-4444-5444-8444-444444444444"}', '{"terminal":"Mill Yard bar till"}', date_trunc('day', now()), date_trunc('day', now()) + interval '1 day',
 0.082, 0.013, 5.3, 'P1', 412.30, 'GBP', 0.99, 'Mill Yard bar till voids 8.2% of its payments today; its peers void 1.3%.', 'Eleven of fourteen voids fell between 22:00 and 23:00.',
 '[{"entity":"terminal","id":"ter_44444444-4444-5444-8444-444444444444","label":"Mill Yard bar till","value":"14 voids"}]',
 now() - interval '3 hours', now() - interval '2 minutes', null),
('ins-old', 3, 'labour-over-target', 'labour_cost', 'WARNING', 'RESOLVED', '{}', '{}', date_trunc('week', now()) - interval '7 days', date_trunc('week', now()), 5300, 5000, 0.06, 'GBP', 300, 'GBP', 0.8,
 'Labour costs at Harbour Lane were 6% above target last week.', '', '[]', now() - interval '8 days', now() - interval '2 days', now() - interval '2 days');

insert into ops.action values
('act-1', 3, 'won-deal-to-draft-invoice', 'create invoice', 'accounting', 'invoice', 'deal', 'dea_55555555-5555-5555-8555-555555555555', 'deal.won', 'AUTOMATIC', 'VERIFIED', '{}', 'key-1', 1, 'XR12', null, 'Draft INV-0107 read back and equal.', now() - interval '28 seconds', now() - interval '20 seconds'),
('act-2', 2, 'insight-to-chat', 'post message', 'chat', 'message', 'insight', 'ins-labour', 'insight.opened', 'AUTOMATIC', 'VERIFIED', '{}', 'key-2', 2, null, null, '', now() - interval '19 hours', now() - interval '19 hours'),
('act-3', 2, 'won-deal-to-draft-invoice', 'create invoice', 'accounting', 'invoice', 'deal', 'dea_55555555-5555-5555-8555-555555555555', 'deal.won', 'AUTOMATIC', 'FAILED', '{}', 'key-3', 5, null, 'REFUSED', 'The tool refused it: a contact needs a name.', now() - interval '3 hours', now() - interval '2 hours');

-- Sixty companies of which accounting has another name, and one person.
insert into reporting.conflict
select 'company', 'com_' || lpad(n::text, 8, '0') || '-0000-5000-8000-000000000000', 'tradingName', 'accounting', 'contact', 'XR' || n, 0, to_jsonb('Row ' || n || ' Ltd'), 'crm', 'company', n::text, to_jsonb('Quay ' || n), 'authority: crm before accounting', 1, now() - make_interval(mins => n / 2)
from generate_series(1, 60) n;
insert into reporting.conflict values
('person', 'cus_11111111-1111-5111-8111-111111111111', 'name', 'accounting', 'contact', 'XR1', 0, '{"full":"Olga Fennimore"}', 'crm', 'contact', '1001', '{"full":"Odalys Fennimore"}', 'authority: crm before accounting', 3, now() - interval '50 seconds');

-- Odalys Fennimore may be O Fenner of the till, who ordered once; two tills' customers are set apart already.
insert into reporting.person (id, version, updated_at, name_full, name_given, name_family, emails, phones, addresses, missing, deleted, extensions, document) values
('cus_aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa', 1, now(), 'O Fenner', 'O', 'Fenner', '{}', '{}', '[]', '{}', false, '{}', '{"name":{"full":"O Fenner"},"customerNumber":"71"}'),
('cus_bbbbbbbb-bbbb-5bbb-8bbb-bbbbbbbbbbbb', 1, now(), 'Perpetua Lisle', 'Perpetua', 'Lisle', '{}', '{}', '[]', '{}', false, '{}', '{"name":{"full":"Perpetua Lisle"}}');
insert into ops.link values
('person|pos|customer|SQCUST2', 'person', 'pos', 'customer', 'SQCUST2', 'cus_aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa', 'cus_aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa', 'founder', 'First of its kind we received.', now(), 'evt-pos-7'),
('person|pos|customer|SQCUST3', 'person', 'pos', 'customer', 'SQCUST3', 'cus_bbbbbbbb-bbbb-5bbb-8bbb-bbbbbbbbbbbb', 'cus_bbbbbbbb-bbbb-5bbb-8bbb-bbbbbbbbbbbb', 'founder', 'First of its kind we received.', now(), 'evt-pos-8');
insert into reporting.order (id, version, occurred_at, updated_at, order_number, channel, customer_alias, customer_id, placed_at, business_date, status, total_amount, total_currency, missing, deleted, extensions, document) values
('ord_44444444-3333-5333-8333-333333333333', 1, now(), now(), 'A-1043', 'pos', 'cus_aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa', null, now(), current_date, 'PAID', 40, 'GBP', '{}', false, '{}', '{}');
insert into ops.identity_suggestion values
('person|crm|contact|1001|pos|customer|SQCUST2', 'person', 'crm|contact|1001', 'pos|customer|SQCUST2', 0.75,
 '[{"comparison":"family name","words":"nearly the same","bits":5.3},{"comparison":"phone","words":"different","bits":-2.2}]', null, now());
insert into ops.identity_decision values
('dec_seed', 'CANNOT_LINK', 'person', '{pos|customer|SQCUST2,pos|customer|SQCUST3}', 'Wilhelmina Ostler', 'mother and daughter', now() - interval '1 day');

-- What the invoice's target held when it was read back; one thin delivery that was answered, and one that waits.
insert into ops.action_read_back values ('act-1', now() - interval '19 hours', '{"InvoiceNumber":"INV-0107"}', '{}');
insert into ops.audit values
('audit-1', 'dea_55555555-5555-5555-8555-555555555555', 'flow won-deal-to-draft-invoice', 'create invoice: sent', 'created', now() - interval '19 hours', '{"action":"act-1","connection":"accounting"}');
insert into ops.doorbell values
('crm', 'deal', '1025', 'rcp-crm-25', now() - interval '4 minutes', false),
('crm', 'deal', '1099', 'rcp-crm-waits', now() - interval '1 minute', false);
update ops.source_event set published_at = received_at + interval '2 seconds', trace_parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
where delivery_id = 'rcp-crm-25';
