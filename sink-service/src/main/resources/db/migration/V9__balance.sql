-- The balance, counted as rows are written instead of when somebody asks: whatever writes a receipt or an outcome moves the
-- count of its hour in the same transaction, so a batch written again counts once. In flight is what has no outcome yet.

-- One row per source, object and hour in which something was received; hour '-infinity' is the sum of all hours.
create table ops.balance_count (
  connection       text not null,
  object           text not null,
  hour             timestamptz not null,
  received         bigint not null default 0,
  applied          bigint not null default 0,
  unchanged        bigint not null default 0,
  superseded       bigint not null default 0,
  duplicate        bigint not null default 0,
  echo             bigint not null default 0,
  filtered         bigint not null default 0,
  quarantined      bigint not null default 0,
  in_flight        bigint generated always as (
    received - applied - unchanged - superseded - duplicate - echo - filtered - quarantined) stored,
  last_received_at timestamptz,
  primary key (connection, object, hour)
) with (fillfactor = 70);
create index balance_count_open on ops.balance_count (hour) where in_flight <> 0;
create index balance_count_hour on ops.balance_count (hour desc);

-- Rows are locked in order of their key, so that copies of the sink wait for each other instead of blocking each other.
create function ops.count_received() returns trigger language plpgsql as $$
begin
  insert into ops.balance_count as b (connection, object, hour, received, last_received_at)
  select r.connection, r.object, coalesce(r.hour, '-infinity'), tg_argv[0]::int * count(*), max(r.received_at)
  from (select connection, object, received_at, date_trunc('hour', received_at, 'UTC') as hour from moved) r
  group by grouping sets ((r.connection, r.object, r.hour), (r.connection, r.object))
  order by 1, 2, 3
  on conflict (connection, object, hour) do update set
    received = b.received + excluded.received,
    last_received_at = greatest(b.last_received_at, excluded.last_received_at);
  return null;
end $$;

-- An outcome counts in the hour in which its event was received.
create function ops.count_outcomes() returns trigger language plpgsql as $$
declare
  sign constant int := tg_argv[0]::int;
begin
  insert into ops.balance_count as b
    (connection, object, hour, applied, unchanged, superseded, duplicate, echo, filtered, quarantined)
  select o.connection, o.object, coalesce(o.hour, '-infinity'),
    sign * count(*) filter (where kind = 'APPLIED'),
    sign * count(*) filter (where kind = 'UNCHANGED'),
    sign * count(*) filter (where kind = 'SUPERSEDED'),
    sign * count(*) filter (where kind = 'DUPLICATE'),
    sign * count(*) filter (where kind = 'ECHO'),
    sign * count(*) filter (where kind = 'FILTERED'),
    sign * count(*) filter (where kind = 'QUARANTINED')
  from (select connection, object, kind, date_trunc('hour', received_at, 'UTC') as hour from moved) o
  group by grouping sets ((o.connection, o.object, o.hour), (o.connection, o.object))
  order by 1, 2, 3
  on conflict (connection, object, hour) do update set
    applied = b.applied + excluded.applied,
    unchanged = b.unchanged + excluded.unchanged,
    superseded = b.superseded + excluded.superseded,
    duplicate = b.duplicate + excluded.duplicate,
    echo = b.echo + excluded.echo,
    filtered = b.filtered + excluded.filtered,
    quarantined = b.quarantined + excluded.quarantined;
  return null;
end $$;

create trigger balance_added after insert on ops.source_event
  referencing new table as moved for each statement execute function ops.count_received('1');
create trigger balance_removed after delete on ops.source_event
  referencing old table as moved for each statement execute function ops.count_received('-1');
create trigger balance_added after insert on ops.outcome
  referencing new table as moved for each statement execute function ops.count_outcomes('1');
create trigger balance_removed after delete on ops.outcome
  referencing old table as moved for each statement execute function ops.count_outcomes('-1');
-- An outcome that becomes another: out of the old one's account and into the new one's.
create trigger balance_left after update on ops.outcome
  referencing old table as moved for each statement execute function ops.count_outcomes('-1');
create trigger balance_reached after update on ops.outcome
  referencing new table as moved for each statement execute function ops.count_outcomes('1');

-- What was there before.
insert into ops.balance_count as b (connection, object, hour, received, last_received_at)
select connection, object, coalesce(hour, '-infinity'), count(*), max(received_at)
from (select connection, object, received_at, date_trunc('hour', received_at, 'UTC') as hour from ops.source_event) r
group by grouping sets ((connection, object, hour), (connection, object));
insert into ops.balance_count as b
  (connection, object, hour, applied, unchanged, superseded, duplicate, echo, filtered, quarantined)
select connection, object, coalesce(hour, '-infinity'),
  count(*) filter (where kind = 'APPLIED'), count(*) filter (where kind = 'UNCHANGED'),
  count(*) filter (where kind = 'SUPERSEDED'), count(*) filter (where kind = 'DUPLICATE'),
  count(*) filter (where kind = 'ECHO'), count(*) filter (where kind = 'FILTERED'),
  count(*) filter (where kind = 'QUARANTINED')
from (select connection, object, kind, date_trunc('hour', received_at, 'UTC') as hour from ops.outcome) o
group by grouping sets ((connection, object, hour), (connection, object))
on conflict (connection, object, hour) do update set
  applied = excluded.applied, unchanged = excluded.unchanged, superseded = excluded.superseded,
  duplicate = excluded.duplicate, echo = excluded.echo, filtered = excluded.filtered,
  quarantined = excluded.quarantined;

-- Accounts that do not close in time, one row while it lasts; its insight is published in the transaction that writes the row.
create table ops.balance_overdue (
  connection text not null,
  object     text not null,
  overdue    bigint not null,
  oldest     timestamptz not null,
  insight_id text not null,
  version    bigint not null,
  opened_at  timestamptz not null,
  primary key (connection, object)
);

drop view ops.balance;
-- Per source: received = applied + unchanged + superseded + duplicate + echo + filtered + quarantined + in_flight.
create view ops.balance as
select
  b.connection,
  sum(b.received)::bigint          as received,
  sum(b.applied)::bigint           as applied,
  sum(b.unchanged)::bigint         as unchanged,
  sum(b.superseded)::bigint        as superseded,
  sum(b.duplicate)::bigint         as duplicate,
  sum(b.echo)::bigint              as echo,
  sum(b.filtered)::bigint          as filtered,
  sum(b.quarantined)::bigint       as quarantined,
  sum(b.in_flight)::bigint         as in_flight,
  coalesce(max(o.overdue), 0)      as overdue,
  max(b.last_received_at)          as last_received_at
from ops.balance_count b
left join (select connection, sum(overdue)::bigint as overdue from ops.balance_overdue group by 1) o
  on o.connection = b.connection
where b.hour = '-infinity'
group by b.connection;

-- The same per source, object and hour.
create view ops.balance_by_hour as
select * from ops.balance_count where hour > '-infinity';
