-- Mending what is in quarantine.

-- Event id of the quarantined event whose bytes a person mended into these.
alter table ops.source_event add column mends text;

-- One cause is one kind of failure of one object of one connection: whatever place in a list it was found at.
alter table ops.quarantine
  add column cause_id text generated always as (left(md5(
    connection || '|' || object || '|' || stage || '|' || code || '|'
      || regexp_replace(coalesce(field, '') || '|' || cause, '\[[0-9]+\]', '[]', 'g')), 10)) stored,
  add column closed_how text check (closed_how in ('REPLAYED', 'MENDED', 'NEWER')),
  add column closed_by text,
  add column closed_at timestamptz;
create index quarantine_open_record on ops.quarantine (connection, object, source_id) where state = 'OPEN';
create index quarantine_open_cause on ops.quarantine (cause_id, id) where state = 'OPEN';

-- Who took which quarantined item in hand. The key makes it one person at a time: revision is how many were before.
create table ops.mend (
  item_id       text not null,
  revision      integer not null,
  actor         text not null,
  reason        text not null,
  at            timestamptz not null,
  event_id      text not null,
  diff          jsonb not null,
  correction_id text,
  primary key (item_id, revision)
);
create index mend_at on ops.mend (at desc);

-- Changes a person wants made to every payload that fails of this cause, until they are taken back.
create table ops.correction (
  id         text primary key,
  cause_id   text not null,
  connection text not null,
  object     text not null,
  cause      text not null,
  changes    jsonb not null,
  actor      text not null,
  reason     text not null,
  at         timestamptz not null,
  revoked_by text,
  revoked_at timestamptz
);
create unique index correction_in_force on ops.correction (cause_id) where revoked_at is null;
