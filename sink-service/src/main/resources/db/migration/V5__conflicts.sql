-- What a system that is not the authority says otherwise, at present: kept with each version of its record, gone when
-- the conflict is. Values are JSON as in reporting.<entity>.document.
create table reporting.conflict (
  entity            text not null,
  id                text not null,
  field             text not null,
  connection        text not null,
  object            text not null,
  source_id         text not null,
  item              integer not null, -- of a list, which of this source's elements; 0 elsewhere
  value             jsonb not null,
  winner_connection text not null,
  winner_object     text not null,
  winner_source_id  text not null,
  winning_value     jsonb,            -- null where the winner says nothing, and its group is taken whole
  rule              text not null,
  version           bigint not null,
  since             timestamptz not null, -- when the conflict was first seen
  primary key (entity, id, field, connection, object, source_id, item)
);
create index conflict_kind on reporting.conflict (entity, field, connection);
create index conflict_newest on reporting.conflict (since desc, entity, id);
