/** Every metric of the gateway. On the wire each name carries the prefix `voltgate_`; callers leave it out. */

export type MetricDeclaration =
  | { readonly type: 'counter'; readonly help: string; readonly labels: readonly string[] }
  | {
      readonly type: 'histogram';
      readonly help: string;
      readonly labels: readonly string[];
      /** Upper bounds, in the unit that the name ends in. */
      readonly buckets: readonly number[];
    }
  | { readonly type: 'gauge'; readonly help: string };

/** A write or a hand-over inside the process. */
const QUICK_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;
/** An API request. */
const REQUEST_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
/** A call to a station over a mobile network, up to its time-out. */
const CALL_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60] as const;
/** From request to effect: a driver may plug in a minute later, a configuration may wait for hours. */
const COMMAND_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 1800, 14_400] as const;

const counter = (help: string, ...labels: string[]) => ({ type: 'counter', help, labels }) as const;
const histogram = (help: string, buckets: readonly number[], ...labels: string[]) =>
  ({ type: 'histogram', help, labels, buckets }) as const;
const gauge = (help: string) => ({ type: 'gauge', help }) as const;

export const METRICS = {
  stations_connected: gauge('Stations with an open socket on this node.'),
  ocpp_connections_total: counter('Connection attempts of stations, by what became of them.', 'outcome'),
  ocpp_messages_total: counter('CALLs and SENDs; direction is in or out.', 'direction', 'version', 'action'),
  ocpp_call_duration_seconds: histogram('From a CALL to a station to its answer.', CALL_S, 'version', 'action'),
  ocpp_errors_total: counter('CALLERRORs, in both directions.', 'version', 'code'),
  ocpp_frames_rejected_total: counter('Frames that could not be taken.', 'reason'),

  commands_total: counter('Commands that reached this status.', 'type', 'status'),
  command_duration_seconds: histogram('From the request to the settled command.', COMMAND_S, 'type'),
  sessions_open: gauge('Sessions that are PENDING or ACTIVE.'),
  sessions_total: counter('Sessions that started or ended, by outcome.', 'outcome'),
  events_total: counter('Events stored.', 'type'),
  auth_failures_total: counter('Access tokens and station credentials refused.', 'reason'),

  store_commit_seconds: histogram('One group commit, begin to durable.', QUICK_S),
  store_waiting: gauge('Store calls that wait for their answer.'),

  queue_waiting: gauge('Jobs that are due and wait for their lane or a free place.'),
  queue_delayed: gauge('Jobs that are not due yet, or pause before a retry.'),
  queue_running: gauge('Jobs in work.'),
  queue_dead: gauge('Jobs kept after their attempts were used up.'),
  queue_expired_total: counter('Jobs dropped because their time had passed.', 'name'),
  queue_retries_total: counter('Attempts that failed and will be made again.', 'name'),
  queue_failed_total: counter('Jobs that died: their attempts were used up.', 'name'),
  queue_job_seconds: histogram('One attempt of a job.', CALL_S, 'name'),

  http_requests_total: counter('HTTP requests; route is the template, never the path.', 'method', 'route', 'status'),
  http_request_seconds: histogram('From request to the end of the answer.', REQUEST_S, 'method', 'route'),
  graphql_operations_total: counter('GraphQL operations.', 'type', 'outcome'),
  rate_limited_total: counter('Requests and operations refused for their number.', 'face', 'by'),

  metric_faults_total: counter('Uses of a metric in another way than declared; a bug.'),
} as const satisfies Record<string, MetricDeclaration>;

export type MetricName = keyof typeof METRICS;
