-- What happened to every record: receipts, outcomes, quarantine, links, changes, insights, actions, audit.
-- Each table is a projection of one topic and is kept in the same transaction as the consumer's position.
create schema if not exists ops;

create table ops.consumer_position (
  consumer  text not null,
  topic     text not null,
  partition integer not null,
  position  bigint not null,
  moved_at  timestamptz not null default now(),
  primary key (consumer, topic, partition)
);

-- One row per accepted source event; the payload stays in the topic, found by topic, partition and offset.
create table ops.source_event (
  event_id    text not null,
  connection  text not null,
  tool        text not null,
  object      text not null,
  source_id   text not null,
  version     bigint not null,
  operation   text not null,
  occurred_at timestamptz,
  received_at timestamptz not null,
  delivery_id text not null,
  via         text not null,
  topic       text not null,
  partition   integer not null,
  "offset"    bigint not null,
  primary key (event_id, delivery_id)
);
create index source_event_record on ops.source_event (connection, object, source_id);
create index source_event_received on ops.source_event (connection, received_at desc);
create index source_event_delivery on ops.source_event (delivery_id);

-- The terminal outcome of one accepted delivery of an event: the first applied, say, and a repeat of it a duplicate.
create table ops.outcome (
  event_id    text not null,
  connection  text not null,
  object      text not null,
  source_id   text not null,
  delivery_id text not null,
  kind        text not null,
  received_at timestamptz not null,
  at          timestamptz not null,
  entities    jsonb not null,
  code        text,
  primary key (event_id, delivery_id)
);
create index outcome_record on ops.outcome (connection, object, source_id);
create index outcome_kind on ops.outcome (connection, kind);
create index outcome_at on ops.outcome (at desc);

create table ops.quarantine (
  id          text primary key,
  event_id    text not null,
  connection  text not null,
  object      text not null,
  source_id   text not null,
  delivery_id text not null,
  stage       text not null,
  code        text not null,
  cause       text not null,
  field       text,
  at          timestamptz not null,
  topic       text not null,
  partition   integer not null,
  "offset"    bigint not null,
  original    bytea not null,
  state       text not null default 'OPEN' check (state in ('OPEN', 'RESOLVED', 'DISCARDED'))
);
create index quarantine_event on ops.quarantine (event_id);
create index quarantine_state on ops.quarantine (state, at desc);
create index quarantine_record on ops.quarantine (connection, object, source_id);

-- link_key is `entity|connection|object|source id`, the key of identity.links.v1.
create table ops.link (
  link_key     text primary key,
  entity       text not null,
  connection   text not null,
  object       text not null,
  source_id    text not null,
  alias        text not null,
  canonical_id text not null,
  rule         text not null,
  reason       text not null,
  at           timestamptz not null,
  event_id     text
);
create index link_alias on ops.link (alias);
create index link_canonical on ops.link (canonical_id);
create index link_record on ops.link (connection, object, source_id);

create table ops.change (
  entity      text not null,
  id          text not null,
  version     bigint not null,
  kind        text not null,
  fields      jsonb not null,
  events      text[] not null,
  merged_into text,
  occurred_at timestamptz,
  at          timestamptz not null,
  caused_by   text not null,
  connection  text not null,
  primary key (entity, id, version)
);
create index change_at on ops.change (at desc);
create index change_cause on ops.change (caused_by);
create index change_events on ops.change using gin (events);

-- metric_key is `metric|scope|window start`, the key of metrics.v1.
create table ops.metric (
  metric_key   text primary key,
  metric       text not null,
  scope        jsonb not null,
  grain        text not null,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  value        double precision not null,
  target       double precision,
  unit         text not null,
  updated_at   timestamptz not null
);
create index metric_window on ops.metric (metric, grain, window_start desc);

create table ops.insight (
  id              text primary key,
  version         bigint not null,
  detector        text not null,
  metric          text not null,
  severity        text not null,
  state           text not null,
  scope           jsonb not null,
  scope_names     jsonb not null,
  window_start    timestamptz not null,
  window_end      timestamptz not null,
  observed        double precision not null,
  expected        double precision not null,
  deviation       double precision not null,
  unit            text not null,
  impact_amount   numeric(19, 4),
  impact_currency text,
  confidence      double precision not null,
  sentence        text not null,
  explanation     text not null,
  evidence        jsonb not null,
  opened_at       timestamptz not null,
  updated_at      timestamptz not null,
  resolved_at     timestamptz
);
create index insight_state on ops.insight (state, updated_at desc);

-- The life of each planned write and each posted message; a row is here before the first attempt.
create table ops.action (
  id              text primary key,
  version         bigint not null,
  flow            text not null,
  type            text not null,
  connection      text not null,
  object          text not null,
  entity          text not null,
  canonical_id    text not null,
  transition      text not null,
  policy          text not null,
  state           text not null,
  payload         jsonb not null,
  idempotency_key text not null,
  attempts        integer not null,
  result_id       text,
  code            text,
  detail          text,
  planned_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index action_state on ops.action (state, updated_at desc);
create index action_subject on ops.action (entity, canonical_id);
create index action_result on ops.action (connection, object, result_id);

-- The worker's own memory of an action, never published: when to go on, and whether a send is unanswered.
create table ops.action_work (
  action_id      text primary key references ops.action (id),
  not_before     timestamptz not null,
  unknown_result boolean not null default false
);

-- Events a flow listens for, remembered until they were planned; the key makes a repeat do nothing.
create table ops.flow_trigger (
  flow       text not null,
  entity     text not null,
  id         text not null,
  transition text not null,
  event      text not null,
  version    bigint not null,
  at         timestamptz not null,
  event_id   text not null,
  document   jsonb,
  state      text not null default 'OPEN' check (state in ('OPEN', 'PLANNED', 'NOT_MET', 'UNFIT')),
  detail     text not null default '',
  first_seen timestamptz not null default now(),
  not_before timestamptz not null default now(),
  primary key (flow, id, transition)
);
create index flow_trigger_open on ops.flow_trigger (not_before) where state = 'OPEN';

-- A person's word on an action, until it was carried out.
create table ops.action_decision (
  action_id  text primary key,
  verdict    text not null,
  decided_by text not null,
  reason     text not null,
  at         timestamptz not null
);

-- Records to be published, written with the rows they tell of and sent in order of id.
create table ops.outbox (
  id    bigint generated always as identity primary key,
  topic text not null,
  key   text not null,
  value bytea not null
);

create table ops.audit (
  id      text primary key,
  subject text not null,
  actor   text not null,
  verb    text not null,
  detail  text not null,
  at      timestamptz not null,
  refs    jsonb not null
);
create index audit_subject on ops.audit (subject);
create index audit_at on ops.audit (at desc);

-- The balance per connection: received = applied + … + quarantined + in flight, by ids and not by counts.
create view ops.balance as
select
  e.connection,
  count(*)                                         as received,
  count(*) filter (where o.kind = 'APPLIED')       as applied,
  count(*) filter (where o.kind = 'UNCHANGED')     as unchanged,
  count(*) filter (where o.kind = 'SUPERSEDED')    as superseded,
  count(*) filter (where o.kind = 'DUPLICATE')     as duplicate,
  count(*) filter (where o.kind = 'ECHO')          as echo,
  count(*) filter (where o.kind = 'FILTERED')      as filtered,
  count(*) filter (where o.kind = 'QUARANTINED')   as quarantined,
  count(*) filter (where o.event_id is null)       as in_flight,
  max(e.received_at)                               as last_received_at
from ops.source_event e
left join ops.outcome o on o.event_id = e.event_id and o.delivery_id = e.delivery_id
group by e.connection;
