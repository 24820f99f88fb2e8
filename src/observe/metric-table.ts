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
  | { readonly type: 'gauge'; readonly help: string; readonly labels: readonly string[] };

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
const gauge = (help: string, ...labels: string[]) => ({ type: 'gauge', help, labels }) as const;

export const METRICS = {
  stations_connected: gauge('Stations with an open socket on this node.'),
  ocpp_connections_total: counter('Connection attempts of stations, by what became of them.', 'outcome'),
  ocpp_messages_total: counter('CALLs and SENDs; direction is in or out.', 'direction', 'version', 'action'),
  ocpp_call_duration_seconds: histogram('From a CALL to a station to its answer.', CALL_S, 'version', 'action'),
  ocpp_problems_total: counter('Sightings of what is not as it should be with stations.', 'kind', 'action'),
  ocpp_quarantined_total: counter('Messages kept because they could not be taken, each once.', 'version', 'action'),
  ocpp_quarantine_settled_total: counter('Such messages applied, refused again when applied, or dismissed.', 'outcome'),
  ocpp_problem_stations: gauge('Stations whose problems are being counted.'),
  ocpp_errors_total: counter('CALLERRORs, in both directions.', 'version', 'code'),
  ocpp_frames_rejected_total: counter('Frames that could not be taken.', 'reason'),
  ocpp_handling_seconds: histogram("From a message's turn to its answer.", REQUEST_S, 'version', 'action'),
  ocpp_handlers_timed_out_total: counter(
    'Messages answered with an error for the time they took.',
    'version',
    'action',
  ),
  ocpp_handlers_abandoned: gauge('Messages that were answered so, and are still in work.'),
  ocpp_admissions_checking: gauge('Handshakes of stations that are being checked.'),
  ocpp_admissions_waiting: gauge('Handshakes of stations that wait for their check.'),
  ocpp_messages_waiting: gauge("Stations' messages that wait for their turn."),
  ocpp_messages_waiting_characters: gauge('Their length in all.'),
  ocpp_calls_waiting: gauge('CALLs to stations that wait for the one before them.'),
  ocpp_calls_refused_total: counter('CALLs to stations that were refused: too many waited, or too long.', 'reason'),
  ocpp_unsent_bytes: gauge('Bytes for stations that they have not read yet.'),
  ocpp_reads_paused: gauge('Stations that nothing is read from for now.'),
  ocpp_reads_paused_total: counter('Pauses: too much waits for its turn (backlog), or to be read (unread).', 'reason'),

  ocpp_log_waiting: gauge('Frames that wait to be written into the message log.'),
  ocpp_log_dropped_total: counter('Frames that the message log could not take; each is shown as part of a gap.'),

  commands_total: counter('Commands that reached this status.', 'type', 'status'),
  command_duration_seconds: histogram('From the request to the settled command.', COMMAND_S, 'type'),
  command_wakes_waiting: gauge('Connected stations whose waiting commands have not been looked for yet.'),
  command_wakes_running: gauge('Stations whose waiting commands are being queued.'),
  configuration_reads_waiting: gauge('Stations that are to be asked for their configuration.'),
  configuration_reads_running: gauge('Stations that are being asked for it.'),
  configuration_reads_total: counter('Such askings, by what became of them.', 'outcome'),
  commands_refused_total: counter('Requests for commands that were refused: too many wait for the station.', 'type'),
  commands_unqueued: gauge('Stored commands that the queue has not taken yet.'),
  station_writes_waiting: gauge('Changes of stations and their sessions that run or wait for the one before.'),
  station_writes_refused_total: counter('Such changes refused because too many waited for their station.'),
  stations_remembered: gauge('Stations whose state is held in memory, connected or not.'),
  event_streams_open: gauge('Subscriptions and event streams.'),
  event_streams_events_waiting: gauge('Events that wait for the readers of these.'),
  event_streams_refused_total: counter('Streams refused: too many of one client, or of all.', 'by'),
  event_streams_overflown_total: counter('Streams ended because their reader fell too far behind.'),
  sessions_open: gauge('Sessions that are PENDING or ACTIVE.'),
  sessions_total: counter('Sessions that started or ended, by outcome.', 'outcome'),
  events_total: counter('Events stored.', 'type'),
  events_out_of_order: gauge('Events of other nodes that wait for one before them.'),
  events_read_again_total: counter('Times that a missing event was looked for in the log.'),
  sign_ins_total: counter('People who signed in, and passwords and codes that were wrong.', 'outcome'),
  webhook_endpoints: gauge('Webhook endpoints that are enabled, disabled, or have only failed lately.', 'state'),
  webhook_endpoints_disabled_total: counter('Webhook endpoints that the gateway disabled: gone, or failing.', 'reason'),
  webhook_first_attempt_seconds: histogram('From an event to the first attempt to send it.', REQUEST_S),
  auth_failures_total: counter('Access tokens and station credentials refused.', 'reason'),
  writes_refused_total: counter('Writes of callers refused by scope or grants.', 'reason'),

  store_commit_seconds: histogram('One group commit, begin to durable.', QUICK_S),
  store_waiting: gauge('Store calls that wait for their answer.'),
  store_waiting_bytes: gauge('What these calls hold, about.'),
  store_log_bytes: gauge("Of the embedded store's write-ahead log."),
  store_torn_bytes_total: counter('Of the log, passed over at the start: they were being written when it ended.'),
  store_failures_total: counter('Times that the embedded store stopped taking writes.'),
  store_lost_commits_total: counter('Tries for a number of the commit log that another node had first.'),
  store_refused_total: counter('Store calls refused: too many waited (calls), or too much (bytes).', 'reason'),

  queue_waiting: gauge('Jobs that are due and wait for their lane or a free place.'),
  queue_delayed: gauge('Jobs that are not due yet, or pause before a retry.'),
  queue_running: gauge('Jobs in work.'),
  queue_dead: gauge('Jobs kept after their attempts were used up.'),
  queue_expired_total: counter('Jobs dropped because their time had passed.', 'name'),
  queue_retries_total: counter('Attempts that failed and will be made again.', 'name'),
  queue_failed_total: counter('Jobs that died: their attempts were used up.', 'name'),
  queue_jobs_timed_out_total: counter('Attempts that failed for the time they took.', 'name'),
  queue_job_seconds: histogram('One attempt of a job.', CALL_S, 'name'),

  chore_runs_total: counter(
    'Runs of periodic work on this node: done, failed, put off (a server was away).',
    'name',
    'outcome',
  ),
  chore_seconds: histogram('One run of it.', COMMAND_S, 'name'),
  chore_last_done_timestamp_seconds: gauge('When this node last did it, in seconds since 1970.', 'name'),

  http_requests_total: counter('HTTP requests; route is the template, never the path.', 'method', 'route', 'status'),
  http_request_seconds: histogram('From request to the end of the answer.', REQUEST_S, 'method', 'route'),
  http_connections: gauge('Open connections to the ports, stations included.'),
  http_connections_cut_total: counter('Connections ended because too many were open, or nothing was read.', 'reason'),
  http_unread_bytes: gauge('Bytes of answers and streams that clients have not read yet; without stations.'),
  api_requests_being_read: gauge('Requests whose body is on its way.'),
  api_requests_in_work: gauge('Requests and operations in work; without streams, subscriptions and what waits.'),
  api_requests_waiting: gauge('Requests that wait for the end of a command.'),
  api_requests_refused_total: counter(
    'Requests and operations refused because too many were read, in work or waiting (what): of all, of their client or address (by).',
    'face',
    'what',
    'by',
  ),
  graphql_documents_remembered: gauge('Documents of operations that need not be parsed again.'),
  graphql_operations_total: counter('GraphQL operations.', 'type', 'outcome'),
  sandbox_stations: gauge('Simulated stations of sandboxes that run on this node.'),
  mcp_tools_total: counter('Uses of tools over the Model Context Protocol.', 'tool', 'outcome'),
  outbound_requests_total: counter('Requests to addresses that others gave, by status class or why not.', 'outcome'),
  outbound_request_seconds: histogram('From the request, waiting included, to its outcome.', CALL_S, 'outcome'),
  outbound_in_flight: gauge('Such requests that hold a place of their host.'),
  outbound_waiting: gauge('Such requests that wait for one.'),

  deliveries_subscribers: gauge('Subscribers of the event log that are worked on this node.'),
  deliveries_lag_events: gauge('Places in the log that the one furthest behind has before it.'),
  deliveries_in_hand: gauge('Events that were read for subscribers and are not delivered or stored yet.'),
  deliveries_unsettled: gauge('Deliveries in the store that failed, or wait behind one that did.'),
  deliveries_parked: gauge('Those of them that wait behind one of their key.'),
  deliveries_delivered_total: counter('Events delivered.'),
  deliveries_failed_total: counter('Events whose delivery was not done, by why.', 'outcome'),
  deliveries_gaps_total: counter('Times that a subscriber came too late for events that were let go.'),
  delivery_seconds: histogram('One delivery, to its verdict or deadline.', CALL_S, 'outcome'),
  rate_limited_total: counter('Requests and operations refused for their number.', 'face', 'by'),

  metric_faults_total: counter('Uses of a metric in another way than declared; a bug.'),
} as const satisfies Record<string, MetricDeclaration>;

export type MetricName = keyof typeof METRICS;
