-- Views analysts ask for first. References go through ops.link, so every figure is right after merges and undos.
-- One row per currency: amounts of different currencies are never added.

create view reporting.sales_by_site_day as
select
  coalesce(l.canonical_id, o.site_id, o.site_alias) as site_id,
  s.name                                            as site,
  o.business_date,
  o.net_sales_currency                              as currency,
  count(*)                                          as orders,
  sum(o.covers)                                     as covers,
  sum(o.net_sales_amount)                           as net_sales,
  sum(o.discount_total_amount)                      as discounts,
  sum(o.tax_total_amount)                           as tax,
  sum(o.tip_amount)                                 as tips,
  sum(o.total_amount)                               as total
from reporting.order o
left join ops.link l on l.alias = o.site_alias
left join reporting.site s on s.id = coalesce(l.canonical_id, o.site_id, o.site_alias)
where not o.deleted and o.merged_into is null and o.status in ('CONFIRMED', 'PAID', 'FULFILLED')
group by 1, 2, 3, 4;

create view reporting.labour_by_site_day as
select
  coalesce(l.canonical_id, h.site_id, h.site_alias)          as site_id,
  s.name                                                     as site,
  h.business_date,
  coalesce(h.actual_cost_currency, h.planned_cost_currency)  as currency,
  count(*)                                                   as shifts,
  sum(coalesce(h.actual_cost_amount, h.planned_cost_amount)) as labour_cost,
  sum(h.planned_cost_amount)                                 as planned_cost,
  sum(h.actual_cost_amount)                                  as worked_cost,
  sum(h.overtime_minutes)                                    as overtime_minutes
from reporting.shift h
left join ops.link l on l.alias = h.site_alias
left join reporting.site s on s.id = coalesce(l.canonical_id, h.site_id, h.site_alias)
where not h.deleted and h.merged_into is null and h.status not in ('DRAFT', 'CANCELLED', 'NO_SHOW')
group by 1, 2, 3, 4;

create view reporting.target_by_site_day as
select
  coalesce(l.canonical_id, t.site_id, t.site_alias) as site_id,
  t.metric,
  t.period_start                                    as business_date,
  t.unit,
  sum(t.value)                                      as target
from reporting.target t
left join ops.link l on l.alias = t.site_alias
where not t.deleted and t.merged_into is null and t.period = 'DAY'
group by 1, 2, 3, 4;

-- Sales, labour, target and labour percentage of each site and trading day.
create view reporting.site_day as
select
  site_id,
  (select p.name from reporting.site p where p.id = site_id)          as site,
  business_date,
  currency,
  sl.orders,
  sl.net_sales,
  la.shifts,
  la.labour_cost,
  ta.target                                                            as labour_target,
  round(la.labour_cost / nullif(ta.target, 0) - 1, 4)                  as labour_over_target,
  round(la.labour_cost / nullif(sl.net_sales, 0), 4)                   as labour_share_of_sales
from (select site_id, business_date, currency, orders, net_sales from reporting.sales_by_site_day) sl
full join (select site_id, business_date, currency, shifts, labour_cost from reporting.labour_by_site_day) la
  using (site_id, business_date, currency)
left join (
  select site_id, business_date, unit as currency, target
  from reporting.target_by_site_day where metric = 'LABOUR_COST') ta
  using (site_id, business_date, currency);

-- The same by week, Monday first.
create view reporting.site_week as
select
  site_id,
  site,
  date_trunc('week', business_date)::date                              as week,
  currency,
  sum(orders)                                                          as orders,
  sum(net_sales)                                                       as net_sales,
  sum(labour_cost)                                                     as labour_cost,
  sum(labour_target)                                                   as labour_target,
  round(sum(labour_cost) / nullif(sum(labour_target), 0) - 1, 4)       as labour_over_target,
  round(sum(labour_cost) / nullif(sum(net_sales), 0), 4)               as labour_share_of_sales
from reporting.site_day
group by 1, 2, 3, 4;

create view reporting.voids_by_terminal_day as
select
  coalesce(tl.canonical_id, p.terminal_id, p.terminal_alias) as terminal_id,
  t.name                                                     as terminal,
  coalesce(sl.canonical_id, p.site_id, p.site_alias)         as site_id,
  s.name                                                     as site,
  p.business_date,
  p.currency,
  count(*)                                                   as payments,
  count(*) filter (where p.status = 'VOIDED')                as voids,
  coalesce(sum(p.amount) filter (where p.status = 'VOIDED'), 0) as voided_amount,
  round(count(*) filter (where p.status = 'VOIDED')::numeric / count(*), 4) as void_rate
from reporting.payment p
left join ops.link tl on tl.alias = p.terminal_alias
left join reporting.terminal t on t.id = coalesce(tl.canonical_id, p.terminal_id, p.terminal_alias)
left join ops.link sl on sl.alias = p.site_alias
left join reporting.site s on s.id = coalesce(sl.canonical_id, p.site_id, p.site_alias)
where not p.deleted and p.merged_into is null and p.terminal_alias is not null and p.kind = 'PAYMENT'
group by 1, 2, 3, 4, 5, 6;

-- Void rate of each terminal against the others of the same site.
create view reporting.voids_by_terminal as
select
  terminal_id, terminal, site_id, site, currency,
  payments, voids, voided_amount,
  round(voids / nullif(payments, 0), 4) as void_rate,
  round((sum(voids) over peers - voids) / nullif(sum(payments) over peers - payments, 0), 4) as peers_void_rate
from (
  select terminal_id, terminal, site_id, site, currency,
    sum(payments) as payments, sum(voids) as voids, sum(voided_amount) as voided_amount
  from reporting.voids_by_terminal_day group by 1, 2, 3, 4, 5) per_terminal
window peers as (partition by site_id, currency);

create view reporting.pipeline_by_stage as
select
  d.pipeline,
  d.stage,
  d.status,
  d.currency,
  count(*)                                     as deals,
  sum(d.amount)                                as amount,
  sum(d.amount * coalesce(d.probability, 1))   as weighted_amount,
  min(d.expected_close)                        as next_close,
  max(d.stage_changed_at)                      as last_moved_at
from reporting.deal d
where not d.deleted and d.merged_into is null
group by 1, 2, 3, 4;

create function reporting.invoices_outstanding_on(as_of date)
returns table (
  invoice_id text, number text, status text, customer_id text, customer text, issue_date date, due_date date,
  currency text, total numeric, balance numeric, days_overdue integer, age text)
language sql stable
begin atomic
  select
    i.id,
    i.number,
    i.status,
    coalesce(l.canonical_id, i.customer_id, i.customer_alias),
    coalesce(c.legal_name, c.trading_name, p.name_full),
    i.issue_date,
    i.due_date,
    coalesce(i.balance_currency, i.currency),
    i.total_amount,
    coalesce(i.balance_amount, i.total_amount),
    as_of - i.due_date,
    case
      when i.due_date is null then 'no due date'
      when i.due_date >= as_of then 'not due'
      when as_of - i.due_date <= 30 then '1-30 days'
      when as_of - i.due_date <= 60 then '31-60 days'
      when as_of - i.due_date <= 90 then '61-90 days'
      else 'over 90 days'
    end
  from reporting.invoice i
  left join ops.link l on l.alias = i.customer_alias
  left join reporting.company c on c.id = coalesce(l.canonical_id, i.customer_id, i.customer_alias)
  left join reporting.person p on p.id = coalesce(l.canonical_id, i.customer_id, i.customer_alias)
  where not i.deleted and i.merged_into is null and i.type = 'INVOICE'
    and i.status in ('SENT', 'PART_PAID', 'OVERDUE') and coalesce(i.balance_amount, i.total_amount) <> 0;
end;

create view reporting.invoices_outstanding as
select * from reporting.invoices_outstanding_on(current_date);

-- From won deal to invoice: what the flow planned, what came of it, and what the invoice says now.
create view reporting.deal_invoice as
select
  d.id           as deal_id,
  d.name         as deal,
  d.status       as deal_status,
  d.amount,
  d.currency,
  a.id           as action_id,
  a.state        as action_state,
  a.detail       as action_detail,
  a.result_id    as source_invoice_id,
  i.id           as invoice_id,
  i.number       as invoice_number,
  i.status       as invoice_status,
  i.total_amount as invoice_total,
  i.balance_amount as invoice_balance
from reporting.deal d
join ops.action a on a.entity = 'deal' and a.canonical_id = d.id and a.object = 'invoice'
left join ops.link l
  on l.entity = 'invoice' and l.connection = a.connection and l.source_id = a.result_id
left join reporting.invoice i on i.id = l.canonical_id
where not d.deleted and d.merged_into is null;
