// Made by `npm run gen` from openapi/voltgate.yaml.
export interface paths {
    readonly "/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who calls */
        readonly get: operations["getMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/locations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List locations, or find those near a point or in a box
         * @description With `near` or `box` it is a search: what a map shows. `include=plugs` counts the EVSEs at each, free ones apart;
         *     `status`, `standard`, `min_power_w` and `power_type` leave those with an EVSE that is all of that. These and
         *     `include` need `stations:read`, too. A search has no total, and a page of it may be short of `limit` though a
         *     `Link` leads on: then a few thousand places were looked through.
         */
        readonly get: operations["listLocations"];
        /**
         * Create or replace many locations
         * @description Up to 1,000 in one request; those that are not named stay as they are. Each is created, replaced, left as it is
         *     where it says what is there already, or refused with its own problem, and stops no other. Of two that have one
         *     id the second is refused. What was done stays done when the request is cut off: send it again.
         */
        readonly put: operations["putLocations"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/locations/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example depot-utrecht */
                readonly id: components["parameters"]["LocationInPath"];
            };
            readonly cookie?: never;
        };
        /** One location */
        readonly get: operations["getLocation"];
        /**
         * Create or replace a location
         * @description What is left out gets its default.
         */
        readonly put: operations["putLocation"];
        readonly post?: never;
        /**
         * Delete a location
         * @description It is in no list and no search from then on, and `location.removed` is told. One where something happened, or a
         *     retired station stood, is retired: what names it still finds it under its id, with `retired_at`, and 200 answers
         *     it as it is then. Any other is gone for good: 204. While stations stand there it is 409: delete them or put them
         *     at another location first. A PUT by the same party makes a location under that id again, with `version` 1.
         */
        readonly delete: operations["deleteLocation"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change fields of a location
         * @description JSON merge patch (RFC 7396). `null` empties what may be empty.
         */
        readonly patch: operations["patchLocation"];
        readonly trace?: never;
    };
    readonly "/stations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List stations */
        readonly get: operations["listStations"];
        /**
         * Create or replace many stations
         * @description Up to 1,000 in one request; those that are not named stay as they are. Each is created, replaced, left as it is
         *     where it says what is there already, or refused with its own problem, and stops no other. Of two that have one
         *     id the second is refused. What was done stays done when the request is cut off: send it again.
         */
        readonly put: operations["putStations"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        /** One station with its EVSEs and connectors */
        readonly get: operations["getStation"];
        /**
         * Create a station, or replace what an operator sets of it
         * @description What is left out gets its default; a password that is left out is kept.
         */
        readonly put: operations["putStation"];
        readonly post?: never;
        /**
         * Delete a station
         * @description Nothing is asked of it from then on: its socket is closed and it may not connect again, commands that wait for it
         *     fail, its EVSEs are on no hardware, and `station.removed` is told. One that was ever connected, has had EVSEs, or
         *     that a command names, is retired: what names it still finds it under its id, with `retired_at`, and 200 answers
         *     it as it is then. Any other is gone for good: 204. While a session runs it is 409, unless the station is not
         *     connected: then its session ends from its last reading, flagged `closed_by_operator`. A PUT by the same party
         *     puts it in use again, with the EVSEs that it had and `version` 1.
         */
        readonly delete: operations["deleteStation"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change what an operator sets of a station
         * @description JSON merge patch (RFC 7396). `null` empties what may be empty.
         */
        readonly patch: operations["patchStation"];
        readonly trace?: never;
    };
    readonly "/stations/{id}/problems": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take all problems off a station
         * @description What lasts comes again, with its event.
         */
        readonly delete: operations["dismissProblems"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}/problems/{problem_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
                readonly problem_id: string;
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take one problem off a station
         * @description One that lasts comes again, with its event.
         */
        readonly delete: operations["dismissProblem"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}/outages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        /** When a station, or an EVSE of it, could not serve */
        readonly get: operations["listStationOutages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        /**
         * What went between a station and the gateway, frame by frame
         * @description The frames of OCPP, without passwords and keys, for as long as `OCPP_LOG_DAYS` says. They name anybody's tokens:
         *     whoever is bound to tokens, or acts for a driver, sees none. A `GAP` stands for frames that the log could not take.
         */
        readonly get: operations["listStationMessages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}/configuration": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        /**
         * The configuration that a station has told, as it is kept
         * @description Read some time after a boot, and after something was set. Values of secrets are left out. 403 for whoever is
         *     bound to tokens or has a user in its token. What holds at this moment, GET_CONFIGURATION and GET_VARIABLES ask.
         */
        readonly get: operations["getStationConfiguration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}/meter_public_keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        /** The public keys that a station has told of its meters */
        readonly get: operations["listStationMeterPublicKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/outages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * When stations and EVSEs could not serve, and why
         * @description One record for each outage, in the order in which they began; its last change is its begin or its end.
         *     All that lie in a time from T on: those with `date_from=T`, and those with `open=true`.
         */
        readonly get: operations["listOutages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/quarantined_messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Messages of stations that could not be taken
         * @description Messages of transactions and meters that were refused, or acknowledged though they fit nothing that is known: one
         *     record for each, however often its station repeats it. They can name anybody's token, so who is bound to tokens
         *     or is a driver sees none.
         */
        readonly get: operations["listQuarantinedMessages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/quarantined_messages/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One of them, with its payload as it came */
        readonly get: operations["getQuarantinedMessage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/quarantined_messages/{id}/apply": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take in a message after all
         * @description It is handled as if it came now, at the level that its station has now, but with its own time of receipt; its station
         *     need not be connected. What it changes and that it was applied is one commit: a second time is 409 with `conflict`.
         */
        readonly post: operations["applyQuarantinedMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/quarantined_messages/{id}/dismiss": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Set an open message aside
         * @description It stays readable for 90 days, and can be applied until then.
         */
        readonly post: operations["dismissQuarantinedMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/audit_log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who wrote what, and what was there before
         * @description One entry for each object that a caller has written, over whatever face, stored in the commit of the write itself;
         *     and one for each client and minute in which writes were refused to it by scope or grants. Nothing else can be
         *     written to it, and nothing taken out before its time (`AUDIT_RETENTION_DAYS`). No entry holds a secret.
         *     Who is bound to parties reads what was done to their things; who is bound in anything else reads nothing.
         */
        readonly get: operations["listAuditLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/audit_log/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One entry */
        readonly get: operations["getAuditEntry"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/meter_public_keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The public keys that stations have told of their meters
         * @description One record for each key of each EVSE, however often and in whatever encodings it was told: with signed readings, or
         *     in the answer to GET_CONFIGURATION or GET_VARIABLES and in reports of the station.
         */
        readonly get: operations["listMeterPublicKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/stations/{id}/replace": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put other hardware in the place of a station
         * @description Its EVSEs go to the new hardware, with their uids and eMI3 ids: what names an EVSE by them goes on working, and its
         *     sessions are found under them. What was charged before keeps its own station. All of it in one step; asked again,
         *     it answers what is.
         *
         *     The replacement is registered already, or is made of `station`. What has run on those of its EVSEs is refused, as
         *     is a session that runs at the old station, unless that is not connected: then the session ends from its last
         *     reading, flagged `closed_by_operator`. Commands that wait fail with `station_replaced`; the old station takes no
         *     others, and may not connect until it is put in use again (`"replaced_by": null`).
         */
        readonly post: operations["replaceStation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/evses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List EVSEs, or find those near a point or in a box
         * @description By what each is of its own; `date_from` and `date_to` are of that, not of its status. With `near` or `box` it is a
         *     search by what is true now: what an app shows, the nearest first. A search has no total, and a page of it may be
         *     short of `limit` though a `Link` leads on: then a few thousand places were looked through.
         */
        readonly get: operations["listEvses"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/evses/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example XMM7CH5VZ8NS9R302BBQGTNNZ2 */
                readonly id: components["parameters"]["EvseInPath"];
            };
            readonly cookie?: never;
        };
        /** One EVSE by its uid or its eMI3 id, whatever station it is on */
        readonly get: operations["getEvse"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Set an EVSE's eMI3 id, its connectors' properties, and whether plug or start comes first
         * @description JSON merge patch (RFC 7396). An id is one EVSE's at a time over the whole installation: 409 `conflict` when another
         *     has it, with whatever case and separators.
         */
        readonly patch: operations["patchEvse"];
        readonly trace?: never;
    };
    readonly "/station_templates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the templates of station models */
        readonly get: operations["listStationTemplates"];
        readonly put?: never;
        /**
         * Say what the stations of a model have
         * @description What it says of an EVSE and its connectors holds where nobody set it by hand and the station does not tell it
         *     itself: `sources` shows it as TEMPLATE. It holds for all stations of the party whose BootNotification names this
         *     vendor and model, those that are there, which follow within moments, and those that come. 409 `conflict` when the
         *     party has one of the model.
         */
        readonly post: operations["createStationTemplate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/station_templates/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One template */
        readonly get: operations["getStationTemplate"];
        /**
         * Replace what a template says
         * @description The stations that take from it follow within moments, each with a `station.updated`.
         */
        readonly put: operations["putStationTemplate"];
        readonly post?: never;
        /**
         * Delete a template
         * @description Its stations lose what it said within moments.
         */
        readonly delete: operations["deleteStationTemplate"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List sessions */
        readonly get: operations["listSessions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One session */
        readonly get: operations["getSession"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/{id}/trace": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /**
         * What happened around a session, in order of time
         * @description One page that joins who asked, the frames of OCPP, events, what was seen, and a summary of the readings. What a
         *     caller may not see elsewhere is not in it: frames need `stations:read` and no bond to tokens or a driver, the
         *     address of a request `audit:read`. More sources may come.
         */
        readonly get: operations["getSessionTrace"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/{id}/readings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** What the meter showed in a session, oldest first */
        readonly get: operations["listReadings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/{id}/close": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End a session whose station tells nothing of it any more
         * @description From its last reading, without asking the station; the session is flagged `closed_by_operator`.
         *     To stop a running session, post the command STOP_SESSION.
         */
        readonly post: operations["closeSession"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List tokens */
        readonly get: operations["listTokens"];
        /**
         * Create or replace many tokens
         * @description Up to 1,000 in one request; those that are not named stay as they are. Each is created, replaced, left as it is
         *     where it says what is there already, or refused with its own problem, and stops no other. Of two that have one
         *     id the second is refused. What was done stays done when the request is cut off: send it again.
         */
        readonly put: operations["putTokens"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tokens/{uid}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Compared without regard to case.
                 * @example DEMO-CARD-1
                 */
                readonly uid: string;
            };
            readonly cookie?: never;
        };
        /** One token */
        readonly get: operations["getToken"];
        /**
         * Create or replace a token
         * @description What is left out gets its default.
         */
        readonly put: operations["putToken"];
        readonly post?: never;
        /**
         * Delete a token
         * @description It is valid nowhere from then on, in no list, and `token.removed` is told. One that began a session, or that a
         *     command names, is retired: what names it still finds it under its uid, with `retired_at`, and 200 answers it as
         *     it is then. Any other is gone for good: 204. A PUT by the same party makes a token under that uid again, with
         *     `version` 1.
         */
        readonly delete: operations["deleteToken"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change fields of a token
         * @description JSON merge patch (RFC 7396). `null` empties what may be empty.
         */
        readonly patch: operations["patchToken"];
        readonly trace?: never;
    };
    readonly "/commands": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List commands */
        readonly get: operations["listCommands"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/START_SESSION": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start a session
         * @description CONFIRMED, with `session_id`, when the station's transaction has started. Starts that fail again and again on one
         *     EVSE cool down: 429 with Retry-After.
         */
        readonly post: operations["startSession"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/STOP_SESSION": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Stop a session
         * @description CONFIRMED when the station's transaction has ended.
         */
        readonly post: operations["stopSession"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/UNLOCK_CONNECTOR": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Open a connector's lock */
        readonly post: operations["unlockConnector"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/RESET_STATION": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restart a station, or one EVSE
         * @description CONFIRMED when it has booted. ACCEPTED without a result: the connection ended before the station answered; the
         *     boot is awaited as after a yes.
         */
        readonly post: operations["resetStation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/CHANGE_AVAILABILITY": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a station, EVSE or connector out of service, or back in */
        readonly post: operations["changeAvailability"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/TRIGGER_MESSAGE": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Ask the station for a message */
        readonly post: operations["triggerMessage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/GET_CONFIGURATION": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Read configuration keys (OCPP 1.6) */
        readonly post: operations["getConfiguration"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/SET_CONFIGURATION": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Set a configuration key (OCPP 1.6) */
        readonly post: operations["setConfiguration"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/GET_VARIABLES": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Read variables of the device model (OCPP 2.x) */
        readonly post: operations["getVariables"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/SET_VARIABLES": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Set variables of the device model (OCPP 2.x) */
        readonly post: operations["setVariables"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/SET_CHARGING_PROFILE": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a charging profile */
        readonly post: operations["setChargingProfile"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/CLEAR_CHARGING_PROFILE": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Remove the charging profiles that fit all criteria given */
        readonly post: operations["clearChargingProfile"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/GET_COMPOSITE_SCHEDULE": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Read what the station makes of all its profiles */
        readonly post: operations["getCompositeSchedule"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/SET_CHARGING_LIMIT": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Limit the power or current of a station or a session */
        readonly post: operations["setChargingLimit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/CLEAR_CHARGING_LIMIT": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a charging limit back */
        readonly post: operations["clearChargingLimit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/bulk/RESET_STATION": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restart many stations
         * @description One command for each station of a list, a location or a group: all are stored when it answers, or none. Five a second are
         *     sent, so that they do not all come back at once (`not_before`).
         *     A station that is refused has its problem in its result, and stops no other. `GET /commands?batch_id=` follows them.
         */
        readonly post: operations["bulkResetStation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/bulk/CHANGE_AVAILABILITY": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take many stations out of service, or back in
         * @description One command for each station of a list, a location or a group: all are stored when it answers, or none. Fifty a
         *     second are sent.
         *     A station that is refused has its problem in its result, and stops no other. `GET /commands?batch_id=` follows them.
         */
        readonly post: operations["bulkChangeAvailability"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/bulk/SET_CHARGING_LIMIT": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Limit many stations, each to the same
         * @description One command for each station of a list, a location or a group: all are stored when it answers, or none. Fifty a
         *     second are sent.
         *     A station that is refused has its problem in its result, and stops no other. `GET /commands?batch_id=` follows them.
         */
        readonly post: operations["bulkSetChargingLimit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/bulk/CLEAR_CHARGING_LIMIT": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take limits of many stations back
         * @description One command for each station of a list, a location or a group: all are stored when it answers, or none. Fifty a
         *     second are sent.
         *     A station that is refused has its problem in its result, and stops no other. `GET /commands?batch_id=` follows them.
         */
        readonly post: operations["bulkClearChargingLimit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One command */
        readonly get: operations["getCommand"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/{id}/trace": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /**
         * What happened around a command, in order of time
         * @description One page that joins who asked, the frames of OCPP, events, what was seen, and a summary of the readings. What a
         *     caller may not see elsewhere is not in it: frames need `stations:read` and no bond to tokens or a driver, the
         *     address of a request `audit:read`. More sources may come.
         */
        readonly get: operations["getCommandTrace"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/commands/{id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel a command that is still QUEUED
         * @description Afterwards it is 409 with `command_not_cancellable`.
         */
        readonly post: operations["cancelCommand"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The event log, oldest first unless asked otherwise
         * @description In the order in which events were stored. A cursor goes on in its own order only, and is refused with another.
         *     Kept for the retention time. It tells of what the token may read otherwise: docs/events.md has the scope that each
         *     type needs.
         */
        readonly get: operations["listEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/events/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /**
         * One event
         * @description Also what was too long for a webhook. One that the token may not read is not there.
         */
        readonly get: operations["getEvent"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/events/stream": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Events as they happen
         * @description Server-sent events: `id` is the event's id, `event` its type, `data` the event as in the log. A reconnect with
         *     `Last-Event-ID` continues behind that event. A comment comes every 15 s. A stream that must end early says why in a
         *     last event of type `problem` without id: `unavailable` (fell too far behind), `unauthorized` (the token ended) or
         *     `forbidden` (the client may do less than before). It tells of the same events as the log.
         */
        readonly get: operations["streamEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List OAuth clients */
        readonly get: operations["listClients"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/clients/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example demo-fleet */
                readonly id: components["parameters"]["ClientInPath"];
            };
            readonly cookie?: never;
        };
        /** One OAuth client, without its secret */
        readonly get: operations["getClient"];
        /**
         * Create or replace an OAuth client
         * @description A secret that is made by this call is in this answer only. A new client needs `grants`; one that is there keeps what
         *     is left out of them. A change that would leave no client that can manage clients is 409 `conflict`.
         */
        readonly put: operations["putClient"];
        readonly post?: never;
        /**
         * Delete an OAuth client
         * @description Its tokens open nothing any more, ten seconds later at most, and its sockets and streams end. What it did stays under
         *     its id; another client may be made under that id. 409 `conflict` as for PUT.
         */
        readonly delete: operations["deleteClient"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change fields of an OAuth client
         * @description JSON merge patch (RFC 7396). In `grants`, null stands for all. What a client loses it has lost ten seconds later at
         *     most: its tokens open no more, and its sockets and streams end. 409 `conflict` as for PUT.
         */
        readonly patch: operations["patchClient"];
        readonly trace?: never;
    };
    readonly "/accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List accounts */
        readonly get: operations["listAccounts"];
        readonly put?: never;
        /**
         * Invite somebody
         * @description Makes an account that nobody can sign in to before its link was opened and a password chosen. The link is in this
         *     answer only; the gateway sends no mail. A login that is taken is a `conflict`.
         */
        readonly post: operations["createAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One account */
        readonly get: operations["getAccount"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete an account
         * @description Whoever is signed in to it is out within ten seconds. Its sessions and tokens stay.
         */
        readonly delete: operations["deleteAccount"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change an account
         * @description A JSON merge patch. Fewer rights hold within ten seconds, also for what is signed in.
         */
        readonly patch: operations["patchAccount"];
        readonly trace?: never;
    };
    readonly "/accounts/{id}/invite": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a new invitation
         * @description The link before is void. An account that has a password or an identity is a `conflict`.
         */
        readonly post: operations["inviteAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{id}/reset_password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a link by which its owner chooses another password
         * @description The password that it has is good until then; the other one ends all that is signed in.
         */
        readonly post: operations["resetAccountPassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{id}/reset_totp": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take its authenticator and recovery codes away
         * @description Where one is required, the next sign-in sets it up anew.
         */
        readonly post: operations["resetAccountTotp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{id}/lock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lock an account
         * @description Nobody signs in to it, and whoever is signed in is out within ten seconds.
         */
        readonly post: operations["lockAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/accounts/{id}/unlock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Unlock an account */
        readonly post: operations["unlockAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/persisted_operations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List persisted operations */
        readonly get: operations["listPersistedOperations"];
        readonly put?: never;
        /**
         * Register a GraphQL operation
         * @description Clients run it by its hash, see docs/api.md. The same document again, for the same client or for all, answers the one
         *     that is there. At most 1,000 for one client, and 1,000 for all: more are a `conflict`.
         */
        readonly post: operations["registerPersistedOperation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/persisted_operations/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One persisted operation */
        readonly get: operations["getPersistedOperation"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a persisted operation
         * @description What runs by it runs on.
         */
        readonly delete: operations["deletePersistedOperation"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sandboxes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List sandboxes */
        readonly get: operations["listSandboxes"];
        readonly put?: never;
        /**
         * Make a sandbox with a client and simulated stations of its own
         * @description The client sees and moves nothing but the sandbox. Its secret is in this answer only. At most 100 sandboxes.
         */
        readonly post: operations["createSandbox"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sandboxes/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One sandbox */
        readonly get: operations["getSandbox"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a sandbox with its client
         * @description Its stations connect no more; what happened in it stays in the log for the retention time.
         */
        readonly delete: operations["deleteSandbox"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sandbox/stations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The simulated stations of the caller's sandbox, as they should be
         * @description For clients of a sandbox. What became of them is at /stations, as of any other.
         */
        readonly get: operations["listSandboxStations"];
        readonly put?: never;
        /**
         * Add a simulated station
         * @description A sandbox has at most ten.
         */
        readonly post: operations["createSandboxStation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sandbox/stations/{id}/actions/{action}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
                /** @example PLUG_IN */
                readonly action: components["schemas"]["SandboxActionName"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Do something to a simulated station, as a driver, its hardware or its network would */
        readonly post: operations["actInSandbox"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/parties": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List parties */
        readonly get: operations["listParties"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/parties/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Country code and party id, such as NL-VGT, without regard to case.
                 * @example NL-VGT
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** One party */
        readonly get: operations["getParty"];
        /**
         * Create or replace a party
         * @description What is left out gets its default. The codes of a party do not change.
         */
        readonly put: operations["putParty"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Your own; whoever manages clients and is bound by no grant sees all.
         */
        readonly get: operations["listWebhookEndpoints"];
        readonly put?: never;
        /**
         * Make a webhook endpoint
         * @description Events that happen from now on are sent to it, signed as Standard Webhooks 1.0 says. The secret is in this answer
         *     alone.
         */
        readonly post: operations["createWebhookEndpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One webhook endpoint */
        readonly get: operations["getWebhookEndpoint"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a webhook endpoint
         * @description Nothing more is sent to it; its deliveries go with it.
         */
        readonly delete: operations["deleteWebhookEndpoint"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change fields of a webhook endpoint
         * @description JSON merge patch (RFC 7396). `null` empties what may be empty. The secret is changed by rotate_secret.
         */
        readonly patch: operations["patchWebhookEndpoint"];
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints/{id}/rotate_secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change the secret
         * @description The one before signs beside the new one for 24 hours, or for `overlap_s`; where there is a key pair, it is changed
         *     as well.
         */
        readonly post: operations["rotateWebhookSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test event
         * @description Sends `webhook.test` now and once, also to an endpoint that is disabled, and tells what came of it.
         */
        readonly post: operations["testWebhookEndpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints/{id}/enable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Enable a webhook endpoint
         * @description It goes on where it stopped, as far as the log reaches back (30 days).
         */
        readonly post: operations["enableWebhookEndpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints/{id}/disable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Disable a webhook endpoint
         * @description Nothing more is sent until it is enabled.
         */
        readonly post: operations["disableWebhookEndpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/endpoints/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send events again
         * @description One event (`event_id`), those of a time (`from` and `to`, up to 1,000), or all from a place on (`since`,
         *     `after_event_id`), each under its own id, as far as the log reaches back (30 days). A disabled endpoint is a 409.
         */
        readonly post: operations["replayWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List deliveries
         * @description What was sent or waits to be, newest event first, with its attempts; kept for 30 days.
         */
        readonly get: operations["listWebhookDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/webhooks/deliveries/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        /** One delivery */
        readonly get: operations["getWebhookDelivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Problem: {
            /** @description A URI that stands for the code. */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            /** @description Stable; see docs/errors.md. */
            readonly code: string;
            /** @description The request's id. */
            readonly instance: string;
            /** @description Of already_started: the session that runs. */
            readonly session_id?: string;
            /** @description Of already_started: the start that is under way, or that began the session. */
            readonly command_id?: string;
            readonly errors?: readonly {
                /** @description JSON pointer. */
                readonly pointer: string;
                readonly detail: string;
            }[];
        };
        readonly BulkPut: {
            readonly created: number;
            readonly replaced: number;
            readonly unchanged: number;
            readonly refused: number;
            readonly results: readonly components["schemas"]["BulkPutResult"][];
        };
        readonly BulkPutResult: {
            /** @description Its place in the request, from 0. */
            readonly index: number;
            /** @description As the request says it; of a token its uid. Empty: it says none. */
            readonly id: string;
            /**
             * @description UNCHANGED: it says what is there already, and nothing was written.
             * @enum {string}
             */
            readonly status: "CREATED" | "REPLACED" | "UNCHANGED" | "REFUSED";
            /** @description null: it was refused. */
            readonly version: number | null;
            readonly problem: components["schemas"]["PartProblem"] | null;
        };
        /** @description Why a part of a request was refused; as a problem, which has the request's id beside. */
        readonly PartProblem: {
            readonly type: string;
            readonly title: string;
            /** @description The status of a request of it alone. */
            readonly status: number;
            readonly detail: string;
            readonly code: string;
            readonly errors?: readonly {
                /** @description JSON pointer into the request. */
                readonly pointer: string;
                readonly detail: string;
            }[];
        };
        /** Format: date-time */
        readonly Instant: string;
        /** Format: date-time */
        readonly InstantOrNull: string | null;
        readonly TextOrNull: string | null;
        readonly IntegerOrNull: number | null;
        readonly NumberOrNull: number | null;
        /** @description What a client may see and move; null stands for all. */
        readonly Grants: {
            /**
             * @description Operators, as NL-VGT. Of each of the four, left out: a client that is there keeps what it has, a new one gets that
             *     of who makes it.
             */
            readonly parties?: readonly string[] | null;
            readonly location_ids?: readonly string[] | null;
            /** @description Ids of groups of stations. */
            readonly station_groups?: readonly string[] | null;
            readonly token_uids?: readonly string[] | null;
        };
        /** @enum {string} */
        readonly Scope: "locations:read" | "stations:read" | "stations:write" | "stations:control" | "sessions:read" | "sessions:control" | "charging:control" | "tokens:read" | "tokens:write" | "tariffs:read" | "tariffs:write" | "cdrs:read" | "webhooks:manage" | "events:read" | "demand_response:read" | "demand_response:write" | "partners:manage" | "parties:read" | "parties:write" | "clients:manage" | "accounts:manage" | "reports:read" | "audit:read" | "sandbox:control";
        readonly Me: {
            readonly client_id: string;
            /** @description The driver; null for machines and operators. */
            readonly user_id: string | null;
            /** @description The account that signed in; null for a machine. */
            readonly account_id: string | null;
            readonly scopes: readonly components["schemas"]["Scope"][];
            readonly grants: components["schemas"]["Grants"];
        };
        /** @description WGS 84, in decimal degrees, as text (OCPI GeoLocation). */
        readonly Coordinates: {
            /** @example 51.047599 */
            readonly latitude: string;
            /** @example 3.729944 */
            readonly longitude: string;
        };
        /** @description Degrees north, as text or number. */
        readonly Latitude: string | number;
        /** @description Degrees east, as text or number. */
        readonly Longitude: string | number;
        /** @description A place with stations. */
        readonly Location: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly name: components["schemas"]["TextOrNull"];
            readonly address: string;
            readonly city: string;
            readonly postal_code: components["schemas"]["TextOrNull"];
            /** @description ISO 3166-1 alpha-3. */
            readonly country: string;
            readonly coordinates: components["schemas"]["Coordinates"];
            /** @description IANA name, such as Europe/Amsterdam. */
            readonly time_zone: string;
            /** @description Whether partners may show it. */
            readonly publish: boolean;
            /** @description With `include=evses`, the EVSEs there that the caller may see. */
            readonly evses?: readonly components["schemas"]["LocationEvse"][];
            readonly plugs?: components["schemas"]["PlugCounts"];
            /** @description In a search, how far it is from `near`, in m. */
            readonly distance_m?: number | null;
            /** @description When it was deleted, of one that is kept because of its history. */
            readonly retired_at: components["schemas"]["InstantOrNull"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        readonly LocationEvse: components["schemas"]["Evse"] & {
            readonly station_id: string;
        };
        /** @description With `include=plugs`, how many EVSEs there are, of those that the caller may see. */
        readonly PlugCounts: {
            readonly total: number;
            /** @description Free. */
            readonly available: number;
            /** @description A vehicle is there, or it is reserved. */
            readonly in_use: number;
            /** @description Out of order or of service. */
            readonly out: number;
            /** @description Its station is not connected, or has told nothing. */
            readonly unknown: number;
        };
        /**
         * @example {
         *       "name": "Depot Utrecht",
         *       "address": "Laagraven 1",
         *       "city": "Utrecht",
         *       "country": "NLD",
         *       "coordinates": {
         *         "latitude": "52.0536",
         *         "longitude": "5.1003"
         *       },
         *       "time_zone": "Europe/Amsterdam"
         *     }
         */
        readonly LocationPut: {
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            readonly name?: string | null;
            /** @description Street and number. */
            readonly address: string;
            readonly city: string;
            readonly postal_code?: string | null;
            /** @description ISO 3166-1 alpha-3. */
            readonly country: string;
            readonly coordinates: {
                readonly latitude: components["schemas"]["Latitude"];
                readonly longitude: components["schemas"]["Longitude"];
            };
            readonly time_zone: string;
            /** @default true */
            readonly publish?: boolean;
        };
        /**
         * @example {
         *       "id": "garage-delft",
         *       "name": "Garage Delft",
         *       "address": "Westvest 9",
         *       "city": "Delft",
         *       "country": "NLD",
         *       "coordinates": {
         *         "latitude": "52.0075",
         *         "longitude": "4.3582"
         *       },
         *       "time_zone": "Europe/Amsterdam"
         *     }
         */
        readonly LocationItem: {
            readonly id: components["schemas"]["LocationIdInput"];
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            readonly name?: string | null;
            /** @description Street and number. */
            readonly address: string;
            readonly city: string;
            readonly postal_code?: string | null;
            /** @description ISO 3166-1 alpha-3. */
            readonly country: string;
            readonly coordinates: {
                readonly latitude: components["schemas"]["Latitude"];
                readonly longitude: components["schemas"]["Longitude"];
            };
            readonly time_zone: string;
            /** @default true */
            readonly publish?: boolean;
        };
        /**
         * @example {
         *       "name": "Depot Utrecht",
         *       "postal_code": "3439 LG"
         *     }
         */
        readonly LocationPatch: {
            readonly name?: string | null;
            /** @description Street and number. */
            readonly address?: string;
            readonly city?: string;
            readonly postal_code?: string | null;
            readonly country?: string;
            readonly coordinates?: {
                readonly latitude?: components["schemas"]["Latitude"];
                readonly longitude?: components["schemas"]["Longitude"];
            };
            readonly time_zone?: string;
            readonly publish?: boolean;
        };
        /**
         * @description Whether it is let in. pending: connected, and waiting for an operator.
         * @enum {string}
         */
        readonly Registration: "accepted" | "pending" | "rejected";
        /**
         * @description strict: a message that fails its schema is refused. lenient: what can still be understood is taken.
         *     off: only what is needed is checked.
         * @enum {string}
         */
        readonly ValidationLevel: "strict" | "lenient" | "off";
        /** @enum {string} */
        readonly OcppVersion: "1.6" | "2.0.1" | "2.1";
        /**
         * @description What the OCPP versions tell of a connector; 2.x says OCCUPIED where 1.6 is finer.
         * @enum {string}
         */
        readonly ConnectorStatus: "AVAILABLE" | "PREPARING" | "OCCUPIED" | "CHARGING" | "SUSPENDED_EV" | "SUSPENDED_EVSE" | "FINISHING" | "RESERVED" | "UNAVAILABLE" | "FAULTED" | "UNKNOWN";
        /**
         * @description OCPI status, derived from the connectors and the station.
         * @enum {string}
         */
        readonly EvseStatus: "AVAILABLE" | "BLOCKED" | "CHARGING" | "INOPERATIVE" | "OUTOFORDER" | "REMOVED" | "RESERVED" | "UNKNOWN";
        /** @description What a station says is wrong, in its own words and its vendor's; null: it says of nothing. */
        readonly StationErrorOrNull: {
            /**
             * @description OCPP 1.6: its error code, such as GroundFailure. 2.x: what tells of it in the device model, such as
             *     Connector/Problem. null: only the vendor's words are told.
             */
            readonly code: string | null;
            /** @description The vendor's own code (1.6 vendorErrorCode, 2.x techCode). */
            readonly vendor_code: string | null;
            /** @description Whose codes these are (1.6 vendorId). */
            readonly vendor_id: string | null;
            /** @description In words (1.6 info, 2.x techInfo). */
            readonly info: string | null;
            /** @description OCPP 2.1: from 0 (danger) to 9 (debug); null: not told. */
            readonly severity: number | null;
        } | null;
        /**
         * @description OCPI ConnectorType.
         * @enum {string}
         */
        readonly ConnectorStandard: "CHADEMO" | "CHAOJI" | "DOMESTIC_A" | "DOMESTIC_B" | "DOMESTIC_C" | "DOMESTIC_D" | "DOMESTIC_E" | "DOMESTIC_F" | "DOMESTIC_G" | "DOMESTIC_H" | "DOMESTIC_I" | "DOMESTIC_J" | "DOMESTIC_K" | "DOMESTIC_L" | "DOMESTIC_M" | "DOMESTIC_N" | "DOMESTIC_O" | "GBT_AC" | "GBT_DC" | "IEC_60309_2_single_16" | "IEC_60309_2_three_16" | "IEC_60309_2_three_32" | "IEC_60309_2_three_64" | "IEC_62196_T1" | "IEC_62196_T1_COMBO" | "IEC_62196_T2" | "IEC_62196_T2_COMBO" | "IEC_62196_T3A" | "IEC_62196_T3C" | "NEMA_5_20" | "NEMA_6_30" | "NEMA_6_50" | "NEMA_10_30" | "NEMA_10_50" | "NEMA_14_30" | "NEMA_14_50" | "PANTOGRAPH_BOTTOM_UP" | "PANTOGRAPH_TOP_DOWN" | "SAE_J3400" | "TESLA_R" | "TESLA_S";
        /**
         * @description OCPI ConnectorFormat. CABLE: it hangs on the EVSE.
         * @enum {string}
         */
        readonly ConnectorFormat: "SOCKET" | "CABLE";
        /**
         * @description OCPI PowerType.
         * @enum {string}
         */
        readonly PowerType: "AC_1_PHASE" | "AC_2_PHASE" | "AC_2_PHASE_SPLIT" | "AC_3_PHASE" | "DC";
        /**
         * @description PLUG_FIRST: the driver plugs in, then the start is asked for. START_FIRST: the other way round.
         * @enum {string}
         */
        readonly StartOrder: "PLUG_FIRST" | "START_FIRST" | "EITHER";
        readonly StartOrderOrNull: components["schemas"]["StartOrder"] | null;
        /**
         * @description Who says it; the first that says anything is shown. SET: an operator. LEARNT: the station. TEMPLATE: its model.
         *     DERIVED: from voltage, current and phases.
         * @enum {string}
         */
        readonly PropertySource: "SET" | "LEARNT" | "TEMPLATE" | "DERIVED";
        readonly PropertySourceOrNull: components["schemas"]["PropertySource"] | null;
        /** @description What is set of a connector; null or left out, it is not set. */
        readonly ConnectorProperties: {
            /** @description Number on its EVSE, from 1. */
            readonly id: number;
            readonly standard?: components["schemas"]["ConnectorStandard"] | null;
            readonly format?: components["schemas"]["ConnectorFormat"] | null;
            readonly power_type?: components["schemas"]["PowerType"] | null;
            /** @description In V; of a phase to neutral where there are three. */
            readonly max_voltage?: number | null;
            /** @description In A for each phase. */
            readonly max_amperage?: number | null;
            /** @description In W. */
            readonly max_electric_power?: number | null;
            readonly cable_length_m?: number | null;
        };
        readonly Connector: {
            /** @description Number on its EVSE, from 1. */
            readonly id: number;
            readonly status: components["schemas"]["ConnectorStatus"];
            /** @description The station's own error code. */
            readonly error_code: string | null;
            readonly error: components["schemas"]["StationErrorOrNull"];
            /** @description OCPI ConnectorType, such as IEC_62196_T2; null when not told. */
            readonly standard: string | null;
            readonly format: components["schemas"]["ConnectorFormat"] | null;
            readonly power_type: components["schemas"]["PowerType"] | null;
            /** @description In V; of a phase to neutral where there are three. */
            readonly max_voltage: number | null;
            /** @description In A for each phase. */
            readonly max_amperage: number | null;
            /** @description In W; null when not told. */
            readonly max_electric_power: number | null;
            readonly cable_length_m: number | null;
            /** @description Who says each property that is known. */
            readonly sources: {
                readonly [key: string]: components["schemas"]["PropertySource"];
            };
            readonly last_updated: components["schemas"]["InstantOrNull"];
        };
        /** @description What charges one vehicle at a time. In OCPP 1.6 each connector is an EVSE with one connector. */
        readonly Evse: {
            /** @description Its own for good, whatever station it is on; case does not matter. */
            readonly uid: string;
            readonly evse_id: components["schemas"]["Emi3IdOrNull"];
            /** @description Number on its station, from 1. */
            readonly id: number;
            readonly status: components["schemas"]["EvseStatus"];
            readonly start_order: components["schemas"]["StartOrderOrNull"];
            readonly start_order_source: components["schemas"]["PropertySourceOrNull"];
            readonly connectors: readonly components["schemas"]["Connector"][];
        };
        /**
         * @description OPEN: nobody has settled it. APPLIED: taken in after all. DISMISSED: set aside; it can still be applied until it goes.
         * @enum {string}
         */
        readonly QuarantineStatus: "OPEN" | "APPLIED" | "DISMISSED";
        /** @description A message that could not be taken, or fits nothing that is known. */
        readonly QuarantinedMessage: {
            /** @description Follows from the station, the action and the payload. */
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly station_id: string;
            /** @description Of the station when the message came first. */
            readonly location_id: string | null;
            /** @enum {string} */
            readonly protocol: "1.6" | "2.0.1" | "2.1";
            /** @description OCPP's name of the message. */
            readonly action: string;
            /** @description As it came; in the answer for one message, and left out in lists. */
            readonly payload?: {
                readonly [key: string]: unknown;
            };
            /** @description Why it was not taken, when it was last tried. */
            readonly reason: string;
            /** @description JSON pointer, with `*` for positions in lists; null: it is about the whole. */
            readonly property: string | null;
            /** @description OCPP's error that the station got when it last sent it; null: it was acknowledged. */
            readonly error_code: string | null;
            /**
             * @description The mildest level of validation that would take it; null: none would.
             * @enum {string|null}
             */
            readonly level: "lenient" | "off" | null;
            readonly received_at: components["schemas"]["Instant"];
            readonly last_received_at: components["schemas"]["Instant"];
            /** @description How often it came. */
            readonly count: number;
            readonly status: components["schemas"]["QuarantineStatus"];
            readonly settlement: components["schemas"]["QuarantineSettlement"] | null;
            /**
             * Format: date-time
             * @description When the record goes; null: it is open, and stays.
             */
            readonly goes_at: string | null;
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /** @description How a message was settled, and by whom; without a client and a user: by the gateway, because too many were open. */
        readonly QuarantineSettlement: {
            readonly settled_at: components["schemas"]["Instant"];
            readonly client_id: components["schemas"]["TextOrNull"];
            readonly user_id: components["schemas"]["TextOrNull"];
            readonly note: components["schemas"]["TextOrNull"];
            /** @description The session that it was applied to; null: to none. */
            readonly session_id: string | null;
        };
        readonly QuarantineResult: {
            /** @description false: it is refused still, and the message says why. */
            readonly applied: boolean;
            readonly message: components["schemas"]["QuarantinedMessage"];
        };
        /**
         * @example {
         *       "note": "Sent while the station was being tested."
         *     }
         */
        readonly QuarantineDismiss: {
            /** @description For whoever looks at it later. */
            readonly note?: string | null;
        };
        /**
         * @description REFUSED: by scope or grants; one entry stands for all that was refused to a client in a minute.
         * @enum {string}
         */
        readonly AuditOutcome: "DONE" | "REFUSED";
        /**
         * @description As the gateway keeps it, without what only stations say of it. A secret, or its hash, is `(secret)`, and
         *     `(secret, changed)` where it is another than before.
         */
        readonly AuditDocument: {
            readonly [key: string]: unknown;
        } | null;
        /** @description A write of a caller, or what was refused to one. */
        readonly AuditEntry: {
            readonly id: string;
            /** @description 1; of refusals it grows with their count. */
            readonly version: number;
            readonly outcome: components["schemas"]["AuditOutcome"];
            /** @description What was asked for, such as station.put; of a command its type. There will be more of them. */
            readonly operation: string;
            /** @description null: the gateway itself, by its settings. */
            readonly client_id: string | null;
            /** @description The user in the token; null: the client for itself. */
            readonly user_id: string | null;
            /** @description A kind of object, such as station; null: none was named yet. There will be more of them. */
            readonly object: string | null;
            readonly object_id: string | null;
            /** @description Whose the object is, as on it; null: nobody's, as a client. */
            readonly country_code: string | null;
            readonly party_id: string | null;
            /** @description null: it was not there. */
            readonly before: components["schemas"]["AuditDocument"];
            /** @description null: it is not there any more, or nothing was written. */
            readonly after: components["schemas"]["AuditDocument"];
            /** @description What a JSON merge patch (RFC 7396) would say to come from before to after; null: after is null. */
            readonly changes: {
                readonly [key: string]: unknown;
            } | null;
            /** @description The code of the error; null: it was done. */
            readonly reason: string | null;
            /** @description How often it was refused in that minute; else 1. */
            readonly attempts: number;
            readonly from: {
                /** @description rest, graphql, mcp, login, or inside: the gateway's own. There will be more of them. */
                readonly face: string;
                /** @description Of the caller */
                readonly address: string | null;
                /** @description The X-Request-Id of the answer. */
                readonly request_id: string | null;
                readonly traceparent: string | null;
                /** @description Its first 200 characters. */
                readonly user_agent: string | null;
            };
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @description UNREACHABLE: no connection. FAULTED: out of order. UNAVAILABLE: taken out of service, by an operator or by the
         *     station.
         * @enum {string}
         */
        readonly OutageCause: "UNREACHABLE" | "FAULTED" | "UNAVAILABLE";
        readonly TraceEntry: {
            readonly at: components["schemas"]["Instant"];
            /** @description request, ocpp, event, effect or readings; more may come. */
            readonly source: string;
            /** @description The type of the command or event, the action of the frame, what was seen. */
            readonly kind: string;
            readonly command_id: components["schemas"]["TextOrNull"];
            readonly session_id: components["schemas"]["TextOrNull"];
            /** @description By its source. */
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description A frame's payload; null of what is no frame. */
            readonly payload: unknown;
        };
        readonly OcppMessage: {
            readonly id: string;
            readonly station_id: string;
            readonly at: components["schemas"]["Instant"];
            /**
             * @description IN: from the station; null: a gap.
             * @enum {string|null}
             */
            readonly direction: "IN" | "OUT" | null;
            /** @enum {string} */
            readonly kind: "CALL" | "RESULT" | "ERROR" | "SEND" | "RESULT_ERROR" | "UNREADABLE" | "GAP";
            readonly ocpp_version: components["schemas"]["TextOrNull"];
            readonly message_id: components["schemas"]["TextOrNull"];
            /** @description Of an answer: that of its call. */
            readonly action: string | null;
            /** @description Null where the frame cannot be read or was cut. */
            readonly payload: unknown;
            /** @description The frame as it went, up to 8,192 characters. */
            readonly text: string | null;
            /** @description The frame was longer. */
            readonly cut: boolean;
            /** @description Of an answer: since its call. */
            readonly latency_ms: number | null;
            readonly error_code: components["schemas"]["TextOrNull"];
            /** @description What it was sent for, or answers. */
            readonly command_id: string | null;
            readonly session_id: components["schemas"]["TextOrNull"];
            /** @description OCPP's. */
            readonly transaction_id: string | null;
            /** @description Of a gap: frames that were not kept. */
            readonly dropped: number;
        };
        /** @description A time in which a station, or one of its EVSEs, could not serve. */
        readonly Outage: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly station_id: string;
            /** @description Of the station when it began. */
            readonly location_id: string | null;
            /** @description Number of the EVSE on its station; null: the station as a whole. */
            readonly evse_id: number | null;
            /** @description The EVSE's own. */
            readonly evse_uid: string | null;
            readonly cause: components["schemas"]["OutageCause"];
            /**
             * @description Of UNREACHABLE, how the connection ended. connection_lost: no closing handshake was seen. gateway_gone: the node
             *     that held the socket ended without a word.
             * @enum {string|null}
             */
            readonly disconnect_reason: "closed_by_station" | "closed_by_gateway" | "connection_lost" | "gateway_gone" | null;
            /** @description Of the others, the station's own error code as told first, or what its vendor said where it told none. */
            readonly error_code: string | null;
            readonly error: components["schemas"]["StationErrorOrNull"];
            readonly started_at: components["schemas"]["Instant"];
            readonly ended_at: components["schemas"]["InstantOrNull"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @description READING: with a signed reading. CONFIGURATION: as a setting or variable of the station.
         * @enum {string}
         */
        readonly MeterKeySource: "READING" | "CONFIGURATION";
        /** @description A public key that a station has told of a meter. */
        readonly MeterPublicKey: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly station_id: string;
            /** @description Of the station when it was first told. */
            readonly location_id: string | null;
            /** @description Number of the EVSE on its station; null: the station as a whole. */
            readonly evse_id: number | null;
            /** @description The EVSE's own. */
            readonly evse_uid: string | null;
            /** @description Where it was told of one connector (OCPP 2.x). */
            readonly connector_id: number | null;
            /** @description As the station told it first. */
            readonly public_key: string;
            /** @description The same as an X.509 SubjectPublicKeyInfo in DER and Base64; null: it was not understood. */
            readonly subject_public_key_info: string | null;
            /** @description As told with a reading, such as OCMF. */
            readonly encoding_method: string | null;
            /** @description As told with a reading, such as ECDSA-secp256r1-SHA256. */
            readonly signing_method: string | null;
            readonly sources: readonly components["schemas"]["MeterKeySource"][];
            readonly told_at: components["schemas"]["Instant"];
            /**
             * Format: date-time
             * @description At most a day before it was last told.
             */
            readonly last_told_at: string;
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /** @description Its eMI3 id, such as BE*VGT*E12; null: it has none. */
        readonly Emi3IdOrNull: string | null;
        /**
         * @example {
         *       "evse_id": "NL*VGT*EDEMO1"
         *     }
         */
        readonly EvsePatch: {
            /**
             * @description A country's two letters, three letters or digits of the operator, `E`, and 1 to 31 letters, digits or `*`;
             *     a `*` may stand behind country and operator. It is shown as it is given.
             */
            readonly evse_id?: string | null;
            readonly start_order?: components["schemas"]["StartOrderOrNull"];
            /** @description All that is set of its connectors, in place of what was set; null sets nothing. */
            readonly connectors?: readonly components["schemas"]["ConnectorProperties"][] | null;
        };
        /** @description What a model's EVSE has. In OCPP 1.6 each connector is an EVSE with connector 1. */
        readonly StationTemplateEvse: {
            /** @description Number on its station; left out or null: every EVSE that no other entry names. */
            readonly evse_id?: number | null;
            readonly start_order?: components["schemas"]["StartOrderOrNull"];
            readonly connectors?: readonly components["schemas"]["ConnectorProperties"][];
        };
        /** @description Each EVSE once, and one entry for all others. */
        readonly StationTemplateEvses: readonly components["schemas"]["StationTemplateEvse"][];
        /**
         * @example {
         *       "vendor": "Acme",
         *       "model": "AC 22",
         *       "evses": [
         *         {
         *           "start_order": "PLUG_FIRST",
         *           "connectors": [
         *             {
         *               "id": 1,
         *               "standard": "IEC_62196_T2",
         *               "format": "SOCKET",
         *               "power_type": "AC_3_PHASE",
         *               "max_electric_power": 22000
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly StationTemplatePost: {
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            /** @description As BootNotification has it; case and space around it make no difference. */
            readonly vendor: string;
            /** @description As BootNotification has it; case and space around it make no difference. */
            readonly model: string;
            readonly evses: components["schemas"]["StationTemplateEvses"];
        };
        /**
         * @example {
         *       "evses": [
         *         {
         *           "start_order": "EITHER",
         *           "connectors": [
         *             {
         *               "id": 1,
         *               "standard": "IEC_62196_T2",
         *               "format": "SOCKET",
         *               "power_type": "AC_3_PHASE",
         *               "max_electric_power": 22000
         *             }
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly StationTemplatePut: {
            readonly evses: components["schemas"]["StationTemplateEvses"];
        };
        /** @description What the stations of a model have, where neither an operator nor the station says it. */
        readonly StationTemplate: {
            /** @description Follows from party */
            readonly id: string;
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly vendor: string;
            readonly model: string;
            readonly evses: components["schemas"]["StationTemplateEvses"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /** @description An EVSE as it is found by its uid. */
        readonly EvseRecord: {
            /** @description Its own for good, whatever station it is on; case does not matter. */
            readonly uid: string;
            /** @description Grows by one with each change of where it is and of its id, not of its status. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly evse_id: components["schemas"]["Emi3IdOrNull"];
            /** @description The station that it is on; null when none has it any more. */
            readonly station_id: string | null;
            /** @description Number on its station, from 1; of one that no station has, the last one. */
            readonly id: number;
            readonly location_id: components["schemas"]["TextOrNull"];
            readonly status: components["schemas"]["EvseStatus"];
            readonly start_order: components["schemas"]["StartOrderOrNull"];
            readonly start_order_source: components["schemas"]["PropertySourceOrNull"];
            readonly connectors: readonly components["schemas"]["Connector"][];
            /** @description In a search, how far its location is from `near`, in m. */
            readonly distance_m?: number | null;
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        readonly Station: {
            /** @description The identity with which it connects: /ocpp/{id}. */
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly location_id: components["schemas"]["TextOrNull"];
            /** @description By which grants name some stations, wherever they stand; case does not matter. */
            readonly group_id: string | null;
            readonly name: components["schemas"]["TextOrNull"];
            readonly registration: components["schemas"]["Registration"];
            /** @description OCPP security profile, 0 (none) to 3. */
            readonly security_profile: number;
            readonly validation: components["schemas"]["ValidationLevel"];
            /**
             * @description The `protocol` that it was registered with: what it speaks when it connects without naming a version.
             * @enum {string|null}
             */
            readonly registered_protocol: "1.6" | "2.0.1" | "2.1" | null;
            readonly vendor: components["schemas"]["TextOrNull"];
            readonly model: components["schemas"]["TextOrNull"];
            readonly serial_number: components["schemas"]["TextOrNull"];
            readonly firmware_version: components["schemas"]["TextOrNull"];
            /**
             * @description OCPP version of the last connection.
             * @enum {string|null}
             */
            readonly protocol: "1.6" | "2.0.1" | "2.1" | null;
            readonly online: boolean;
            readonly connected_at: components["schemas"]["InstantOrNull"];
            readonly disconnected_at: components["schemas"]["InstantOrNull"];
            readonly booted_at: components["schemas"]["InstantOrNull"];
            /** @description The station's clock minus ours since its last boot, as its messages show it; null: not known yet, or less than a minute. Over 300 is a fault. */
            readonly clock_skew_s: number | null;
            /**
             * @description Of the station as a whole (1.6 connector 0, 2.x EVSE 0); UNKNOWN until told, and between a boot and the first
             *     word after it. A connector's later word goes before it.
             */
            readonly status: components["schemas"]["ConnectorStatus"];
            readonly error: components["schemas"]["StationErrorOrNull"];
            /** @description The station that has its EVSEs now: it may not connect. */
            readonly replaced_by: string | null;
            /** @description How many problems it has, see `problems`. */
            readonly problem_count: number;
            /** @description What is not as it should be with it, the latest first; in the answer for one station, and left out in lists and events. */
            readonly problems?: readonly components["schemas"]["StationProblem"][];
            readonly evses: readonly components["schemas"]["Evse"][];
            /** @description What it can do, as it tells in its configuration; null: it has not been asked yet. */
            readonly abilities: components["schemas"]["StationAbilities"] | null;
            /** @description When it was deleted, of one that is kept because of its history. */
            readonly retired_at: components["schemas"]["InstantOrNull"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @description read_leniently: a message, or an answer, was taken though it is not written as its version has it.
         *     message_refused: a message was answered with an error, or acknowledged though it fits nothing; one of a transaction
         *     or a meter is in quarantine. answer_refused: an answer to a call of ours could not be understood.
         *     frame_unreadable: frames are broken. answer_unusable: the station could not use an answer of ours (OCPP 2.1).
         *     clock_absent: it tells no times, or ones before 2015 or more than a day ahead. clock_skewed: its clock is more than
         *     five minutes off. never_boots: it is connected and sends no BootNotification. no_common_version: it offers no OCPP
         *     version that the gateway speaks. wrong_credentials: it comes with a wrong password, user or certificate.
         *     session_not_ended: a session was ended by inference. energy_not_believed: readings that no hardware can make.
         * @enum {string}
         */
        readonly StationProblemKind: "read_leniently" | "message_refused" | "answer_refused" | "frame_unreadable" | "answer_unusable" | "clock_absent" | "clock_skewed" | "never_boots" | "no_common_version" | "wrong_credentials" | "session_not_ended" | "energy_not_believed";
        /** @description Something that is not as it should be with a station; one for each kind, action and property. */
        readonly StationProblem: {
            /** @description The same when it comes again after it was dismissed. */
            readonly id: string;
            readonly kind: components["schemas"]["StationProblemKind"];
            /** @description OCPP's name of the message, or of the call that was answered; null: it is about none. */
            readonly action: string | null;
            /** @description JSON pointer, with `*` for positions in lists; null: it is about none. */
            readonly property: string | null;
            /** @description What is wrong, in words; never the value itself. */
            readonly detail: string;
            /** @description What would help. */
            readonly help: string;
            /** @description How often it was seen; brought up to date once a minute. */
            readonly count: number;
            readonly first_at: components["schemas"]["Instant"];
            readonly last_at: components["schemas"]["Instant"];
        };
        /**
         * @description What stations have or lack as a whole; the feature profiles of OCPP 1.6, and what of them 2.x tells.
         * @enum {string}
         */
        readonly StationFeature: "CORE" | "FIRMWARE_MANAGEMENT" | "LOCAL_AUTH_LIST" | "RESERVATION" | "SMART_CHARGING" | "REMOTE_TRIGGER";
        readonly ConfigurationFailure: {
            /** @description `no_answer`, or the error that the station answered with. */
            readonly reason: string;
            readonly failed_at: components["schemas"]["Instant"];
        };
        /** @description As told; null: not told. */
        readonly StationAbilities: {
            readonly read_at: components["schemas"]["InstantOrNull"];
            /** @description The OCPP message that it told this by. */
            readonly source: string | null;
            /** @description The last asking, when it brought nothing; what the station told before stays. */
            readonly failure: components["schemas"]["ConfigurationFailure"] | null;
            readonly features: readonly components["schemas"]["StationFeature"][];
            /** @description What it says it has not, by name or by a list that leaves it out. */
            readonly lacking: readonly components["schemas"]["StationFeature"][];
            /** @description Whether it asks about the token of a remote start before it begins. */
            readonly remote_start_authorizes: boolean | null;
            readonly max_stack_level: components["schemas"]["IntegerOrNull"];
            readonly charging_rate_units: readonly ("W" | "A")[] | null;
            /** @description Periods in one schedule. */
            readonly max_periods: number | null;
            /** @description Charging profiles in all. */
            readonly max_profiles: number | null;
            /** @description Of all its EVSEs; 0: direct current. */
            readonly phases: number | null;
            /** @description Whether it can go from three phases to one while it charges. */
            readonly phase_switching: boolean | null;
            readonly voltage: components["schemas"]["NumberOrNull"];
            readonly connectors: components["schemas"]["IntegerOrNull"];
            readonly heartbeat_interval_s: components["schemas"]["IntegerOrNull"];
            /** @description Purposes of charging profiles that it refused while it took the same limit with another. */
            readonly refused_purposes: readonly ("STATION_MAX" | "TX_DEFAULT" | "TX")[];
            /** @description Commands to which it answered that it does not know them. */
            readonly unknown_commands: readonly components["schemas"]["CommandType"][];
        };
        readonly StationConfiguration: {
            readonly station_id: string;
            /** @enum {string|null} */
            readonly protocol: "1.6" | "2.0.1" | "2.1" | null;
            /** @description That of the station when it told this. */
            readonly firmware_version: string | null;
            readonly read_at: components["schemas"]["InstantOrNull"];
            /** @description false: some of it was too much to keep, or was not answered. */
            readonly complete: boolean;
            /** @description The last asking, when it brought nothing. */
            readonly failure: components["schemas"]["ConfigurationFailure"] | null;
            readonly entries: readonly components["schemas"]["ConfigurationEntry"][];
            /** @description What was asked for by name, and is not there. */
            readonly unknown: readonly string[];
        };
        /** @description One configuration key of OCPP 1.6, or one attribute of a variable of 2.x. */
        readonly ConfigurationEntry: {
            /** @description OCPP 1.6. */
            readonly key?: string;
            /** @description OCPP 2.x, as are the following. */
            readonly component?: string;
            readonly component_instance?: components["schemas"]["TextOrNull"];
            readonly evse_id?: components["schemas"]["IntegerOrNull"];
            readonly connector_id?: components["schemas"]["IntegerOrNull"];
            readonly variable?: string;
            readonly variable_instance?: components["schemas"]["TextOrNull"];
            /** @enum {string} */
            readonly attribute?: "Actual" | "Target" | "MinSet" | "MaxSet";
            /** @description null: it has none, or it is a secret. */
            readonly value: string | null;
            /** @description null: not told. */
            readonly readonly: boolean | null;
        };
        /**
         * @example {
         *       "location_id": "depot-utrecht",
         *       "name": "Demo station 1",
         *       "security_profile": 0,
         *       "validation": "strict"
         *     }
         */
        readonly StationPut: {
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            readonly location_id?: string | null;
            readonly group_id?: string | null;
            readonly name?: string | null;
            /**
             * @default accepted
             * @enum {string}
             */
            readonly registration?: "accepted" | "pending" | "rejected";
            /** @default 1 */
            readonly security_profile?: number;
            /** @description 16 to 40 visible characters of ASCII or spaces, or 16 to 40 bytes in hex. Left out: keeps the one there is; null: takes it away. Never shown. */
            readonly password?: string | null;
            /**
             * @default lenient
             * @enum {string}
             */
            readonly validation?: "strict" | "lenient" | "off";
            /**
             * @description The OCPP version that it speaks when it connects without naming one (no WebSocket subprotocol). null: then it is not let in.
             * @enum {string|null}
             */
            readonly protocol?: "1.6" | "2.0.1" | "2.1" | null;
            /** @description null puts a replaced station in use again, with new EVSEs. Left out: it stays as it is. */
            readonly replaced_by?: null;
        };
        /**
         * @example {
         *       "id": "DEMO-021",
         *       "location_id": "depot-utrecht",
         *       "name": "Demo station 21",
         *       "security_profile": 0
         *     }
         */
        readonly StationItem: {
            readonly id: components["schemas"]["NewStationId"];
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            readonly location_id?: string | null;
            readonly group_id?: string | null;
            readonly name?: string | null;
            /**
             * @default accepted
             * @enum {string}
             */
            readonly registration?: "accepted" | "pending" | "rejected";
            /** @default 1 */
            readonly security_profile?: number;
            /** @description 16 to 40 visible characters of ASCII or spaces, or 16 to 40 bytes in hex. Left out: keeps the one there is; null: takes it away. Never shown. */
            readonly password?: string | null;
            /**
             * @default lenient
             * @enum {string}
             */
            readonly validation?: "strict" | "lenient" | "off";
            /**
             * @description The OCPP version that it speaks when it connects without naming one (no WebSocket subprotocol). null: then it is not let in.
             * @enum {string|null}
             */
            readonly protocol?: "1.6" | "2.0.1" | "2.1" | null;
            /** @description null puts a replaced station in use again, with new EVSEs. Left out: it stays as it is. */
            readonly replaced_by?: null;
        };
        /**
         * @example {
         *       "name": "Demo station 1",
         *       "group_id": "demo-row-a"
         *     }
         */
        readonly StationPatch: {
            readonly location_id?: string | null;
            readonly group_id?: string | null;
            readonly name?: string | null;
            readonly registration?: components["schemas"]["Registration"];
            readonly security_profile?: number;
            readonly password?: string | null;
            readonly validation?: components["schemas"]["ValidationLevel"];
            /**
             * @description The OCPP version that it speaks when it connects without naming one (no WebSocket subprotocol). null: then it is not let in.
             * @enum {string|null}
             */
            readonly protocol?: "1.6" | "2.0.1" | "2.1" | null;
            /** @description null puts a replaced station in use again, with new EVSEs. Left out: it stays as it is. */
            readonly replaced_by?: null;
        };
        /**
         * @example {
         *       "replacement": "DEMO-101",
         *       "station": {
         *         "name": "Demo station 101",
         *         "security_profile": 0
         *       }
         *     }
         */
        readonly StationReplace: {
            readonly replacement: components["schemas"]["NewStationId"];
            /** @description Makes the replacement, at the place of the old station. Left out: it is registered already. */
            readonly station?: {
                /** @description Left out: as before. */
                readonly name?: string | null;
                /** @default 1 */
                readonly security_profile?: number;
                /** @description 16 to 40 visible characters of ASCII or spaces, or 16 to 40 bytes in hex. Never shown. */
                readonly password?: string;
                readonly validation?: components["schemas"]["ValidationLevel"];
            };
            /** @description Where each EVSE goes. Left out: each keeps its number. */
            readonly evses?: readonly {
                /** @description Number on the old station. */
                readonly evse: number;
                /** @description Number on the new hardware; null: no hardware has it any more. */
                readonly replacement_evse: number | null;
            }[];
        };
        readonly StationReplacement: {
            readonly station: components["schemas"]["Station"];
            readonly replacement: components["schemas"]["Station"];
        };
        /** @enum {string} */
        readonly TokenType: "RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER";
        readonly TokenRef: {
            readonly uid: string;
            readonly type: components["schemas"]["TokenType"];
        };
        /**
         * @description PENDING: begun at the station, not authorised yet. INVALID: ended, and never authorised.
         * @enum {string}
         */
        readonly SessionStatus: "PENDING" | "ACTIVE" | "COMPLETED" | "INVALID";
        readonly Session: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly status: components["schemas"]["SessionStatus"];
            /** @enum {string|null} */
            readonly charging_state: "IDLE" | "EV_CONNECTED" | "CHARGING" | "SUSPENDED_EV" | "SUSPENDED_EVSE" | null;
            /**
             * Format: date-time
             * @description By the gateway's clock, also when the station's is more than five minutes off.
             */
            readonly start_date_time: string;
            readonly end_date_time: components["schemas"]["InstantOrNull"];
            /**
             * Format: date-time
             * @description As the station told it; null: it told no time that can be meant.
             */
            readonly told_start_date_time: string | null;
            /**
             * Format: date-time
             * @description As the station told it; null: it has told no end, or no time that can be meant.
             */
            readonly told_end_date_time: string | null;
            /** @description Energy charged, in kWh. */
            readonly kwh: number;
            /** @description Energy charged, in Wh, as far as it is believed. */
            readonly energy_wh: number;
            /** @description What the station's own registers say, the last less the first, in Wh, believed or not: negative where the register fell. Null when it told none. */
            readonly told_energy_wh: number | null;
            /** @description Power last told, in W. */
            readonly power_w: number | null;
            readonly state_of_charge_percent: components["schemas"]["NumberOrNull"];
            readonly station_id: string;
            readonly location_id: components["schemas"]["TextOrNull"];
            readonly evse_id: components["schemas"]["IntegerOrNull"];
            /** @description The EVSE's own, which stays when it goes to other hardware. */
            readonly evse_uid: string | null;
            readonly connector_id: components["schemas"]["IntegerOrNull"];
            /** @description The token that began it. */
            readonly token: {
                readonly uid: string;
                readonly type: components["schemas"]["TokenType"];
            } | null;
            readonly group_id: components["schemas"]["TextOrNull"];
            readonly driver_id: components["schemas"]["TextOrNull"];
            /**
             * @description What the station was told of the token.
             * @enum {string|null}
             */
            readonly authorization: "ACCEPTED" | "BLOCKED" | "EXPIRED" | "INVALID" | "CONCURRENT_TX" | "NO_CREDIT" | null;
            /** @description The START_SESSION command behind it. */
            readonly command_id: string | null;
            readonly stop_reason: components["schemas"]["TextOrNull"];
            /**
             * @description Of an end that no station told (flag `end_inferred`), what it was inferred from. next_start: another
             *     transaction began on the EVSE. connector_available: its connector said Available, and nothing else was heard.
             *     boot: the station booted, and said nothing of it. The session ends at its last reading; what the station still
             *     says takes the place of that, and null that of this.
             * @enum {string|null}
             */
            readonly end_inferred_from: "next_start" | "connector_available" | "boot" | null;
            /** @description The station vanished in the session and has not come back. */
            readonly stale: boolean;
            /** @description Things that an operator should see, such as meter_jumped_back; docs/concepts.md has them all. */
            readonly flags: readonly string[];
            /** @description OCPP's record behind it. */
            readonly transaction: {
                /** @description Unique on its station from one boot to the next. */
                readonly id: string;
                readonly protocol: components["schemas"]["OcppVersion"];
            };
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        readonly Reading: {
            readonly sampled_at: components["schemas"]["Instant"];
            readonly received_at: components["schemas"]["Instant"];
            readonly values: readonly {
                /** @description null for signed data or what is no number; see raw. */
                readonly value: number | null;
                /** @description The station's own value, whatever it is. */
                readonly raw: unknown;
                /** @example Energy.Active.Import.Register */
                readonly measurand: string;
                readonly unit: components["schemas"]["TextOrNull"];
                readonly context: string;
                readonly phase: components["schemas"]["TextOrNull"];
                readonly location: components["schemas"]["TextOrNull"];
                /** @description Signed meter data, kept whole; null when there is none. */
                readonly signed_data: unknown;
            }[];
        };
        /** @description Who may charge. */
        readonly Token: {
            readonly uid: string;
            readonly type: components["schemas"]["TokenType"];
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly contract_id: string;
            /**
             * @description Set by hand; that it has expired shows in expires_at.
             * @enum {string}
             */
            readonly status: "ACCEPTED" | "BLOCKED";
            readonly expires_at: components["schemas"]["InstantOrNull"];
            /** @description Tokens of one group may stop each other's sessions. */
            readonly group_id: string | null;
            /** @description Stops any session, starts none. */
            readonly master_pass: boolean;
            /** @description The OAuth user whose token it is. */
            readonly driver_id: string | null;
            readonly issuer: components["schemas"]["TextOrNull"];
            readonly visual_number: components["schemas"]["TextOrNull"];
            /** @description When it was deleted, of one that is kept because of its history. */
            readonly retired_at: components["schemas"]["InstantOrNull"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "type": "RFID",
         *       "contract_id": "NL-VGT-CDEMO-CARD-1",
         *       "group_id": "DEMO-FLEET",
         *       "issuer": "Voltgate demo"
         *     }
         */
        readonly TokenPut: {
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            /**
             * @default RFID
             * @enum {string}
             */
            readonly type?: "RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER";
            readonly contract_id: string;
            /**
             * @default ACCEPTED
             * @enum {string}
             */
            readonly status?: "ACCEPTED" | "BLOCKED";
            /** Format: date-time */
            readonly expires_at?: string | null;
            readonly group_id?: string | null;
            /** @default false */
            readonly master_pass?: boolean;
            readonly driver_id?: string | null;
            readonly issuer?: string | null;
            readonly visual_number?: string | null;
        };
        /**
         * @example {
         *       "uid": "DEMO-CARD-5",
         *       "type": "RFID",
         *       "contract_id": "NL-VGT-CDEMO-CARD-5",
         *       "group_id": "DEMO-FLEET"
         *     }
         */
        readonly TokenItem: {
            readonly uid: string;
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            /**
             * @default RFID
             * @enum {string}
             */
            readonly type?: "RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER";
            readonly contract_id: string;
            /**
             * @default ACCEPTED
             * @enum {string}
             */
            readonly status?: "ACCEPTED" | "BLOCKED";
            /** Format: date-time */
            readonly expires_at?: string | null;
            readonly group_id?: string | null;
            /** @default false */
            readonly master_pass?: boolean;
            readonly driver_id?: string | null;
            readonly issuer?: string | null;
            readonly visual_number?: string | null;
        };
        /**
         * @example {
         *       "visual_number": "Card 1",
         *       "status": "ACCEPTED"
         *     }
         */
        readonly TokenPatch: {
            readonly type?: components["schemas"]["TokenType"];
            readonly contract_id?: string;
            /** @enum {string} */
            readonly status?: "ACCEPTED" | "BLOCKED";
            /** Format: date-time */
            readonly expires_at?: string | null;
            readonly group_id?: string | null;
            readonly master_pass?: boolean;
            readonly driver_id?: string | null;
            readonly issuer?: string | null;
            readonly visual_number?: string | null;
        };
        /** @enum {string} */
        readonly CommandType: "START_SESSION" | "STOP_SESSION" | "UNLOCK_CONNECTOR" | "RESET_STATION" | "CHANGE_AVAILABILITY" | "TRIGGER_MESSAGE" | "GET_CONFIGURATION" | "SET_CONFIGURATION" | "GET_VARIABLES" | "SET_VARIABLES" | "SET_CHARGING_PROFILE" | "CLEAR_CHARGING_PROFILE" | "GET_COMPOSITE_SCHEDULE" | "SET_CHARGING_LIMIT" | "CLEAR_CHARGING_LIMIT";
        /** @enum {string} */
        readonly CommandStatus: "QUEUED" | "SENT" | "ACCEPTED" | "CONFIRMED" | "REJECTED" | "FAILED" | "TIMED_OUT" | "EXPIRED" | "CANCELLED";
        /**
         * @example {
         *       "station_ids": [
         *         "DEMO-005",
         *         "DEMO-006"
         *       ],
         *       "mode": "ON_IDLE"
         *     }
         */
        readonly BulkResetStation: {
            readonly station_ids?: readonly components["schemas"]["StationIdInput"][];
            /** @description All that stand there. */
            readonly location_id?: string;
            /** @description All of the group. */
            readonly group_id?: string;
            /**
             * @default ON_IDLE
             * @enum {string}
             */
            readonly mode?: "IMMEDIATE" | "ON_IDLE";
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        } & (unknown | unknown | unknown);
        /**
         * @example {
         *       "station_ids": [
         *         "DEMO-005",
         *         "DEMO-006"
         *       ],
         *       "operative": true
         *     }
         */
        readonly BulkChangeAvailability: {
            readonly station_ids?: readonly components["schemas"]["StationIdInput"][];
            /** @description All that stand there. */
            readonly location_id?: string;
            /** @description All of the group. */
            readonly group_id?: string;
            readonly operative: boolean;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        } & (unknown | unknown | unknown);
        /**
         * @description Exactly one of limit_w and limit_a.
         * @example {
         *       "location_id": "depot-utrecht",
         *       "limit_w": 11000
         *     }
         */
        readonly BulkSetChargingLimit: {
            readonly station_ids?: readonly components["schemas"]["StationIdInput"][];
            /** @description All that stand there. */
            readonly location_id?: string;
            /** @description All of the group. */
            readonly group_id?: string;
            /** @description In W, over all phases. */
            readonly limit_w?: number | null;
            /** @description In A, for each phase. */
            readonly limit_a?: number | null;
            /**
             * Format: date-time
             * @description null: now.
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @description null: until it is cleared.
             */
            readonly until?: string | null;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        } & (unknown | unknown | unknown);
        /**
         * @example {
         *       "location_id": "depot-utrecht"
         *     }
         */
        readonly BulkClearChargingLimit: {
            readonly station_ids?: readonly components["schemas"]["StationIdInput"][];
            /** @description All that stand there. */
            readonly location_id?: string;
            /** @description All of the group. */
            readonly group_id?: string;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        } & (unknown | unknown | unknown);
        readonly CommandBatch: {
            /** @description Its commands carry it. */
            readonly batch_id: string;
            /** @description How many commands there are. */
            readonly requested: number;
            /** @description How many stations were refused. */
            readonly refused: number;
            /** @description In the order of the request, or of the stations' making. */
            readonly results: readonly {
                readonly index: number;
                readonly station_id: string;
                readonly command: components["schemas"]["Command"] | null;
                readonly problem: components["schemas"]["PartProblem"] | null;
            }[];
        };
        readonly Command: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly type: components["schemas"]["CommandType"];
            readonly status: components["schemas"]["CommandStatus"];
            /** @description What it was asked to do. */
            readonly parameters: {
                readonly [key: string]: unknown;
            };
            readonly station_id: string;
            readonly location_id: components["schemas"]["TextOrNull"];
            readonly evse_id: components["schemas"]["IntegerOrNull"];
            readonly evse_uid: components["schemas"]["TextOrNull"];
            /** @description A start has it as soon as the session is known. */
            readonly session_id: string | null;
            /** @description What the station answered; null until then. */
            readonly result: unknown;
            /** @description Why it ended other than CONFIRMED. */
            readonly error: {
                readonly code: string;
                readonly detail: string;
            } | null;
            /** @description Why it brought nothing, and what to do; null: it has not ended so. */
            readonly reason: {
                readonly code: components["schemas"]["CommandReasonCode"];
                readonly text: string;
                /** @description For a driver or an operator. */
                readonly what_to_do: string;
            } | null;
            /** @description What was seen between the request and an end without effect, oldest first. */
            readonly seen: readonly components["schemas"]["Observation"][];
            /** @description Who asked for it. Left out for those who may not know, and in events and webhooks. */
            readonly requested_by?: {
                readonly client_id: string;
                readonly user_id: components["schemas"]["TextOrNull"];
            };
            /** @description What came after it had ended; told, never acted on. */
            readonly late_outcome: {
                /** @enum {string} */
                readonly status: "ACCEPTED" | "CONFIRMED" | "REJECTED" | "FAILED";
                readonly session_id: components["schemas"]["TextOrNull"];
                readonly detail: components["schemas"]["TextOrNull"];
                readonly seen_at: components["schemas"]["Instant"];
            } | null;
            /** @description Of the request that asked many stations for it. */
            readonly batch_id?: string | null;
            /**
             * Format: date-time
             * @description It is not sent before, as one of many; null: at once.
             */
            readonly not_before?: string | null;
            readonly created_at: components["schemas"]["Instant"];
            readonly updated_at: components["schemas"]["Instant"];
            /**
             * Format: date-time
             * @description It is never sent after this.
             */
            readonly expires_at: string;
            readonly sent_at: components["schemas"]["InstantOrNull"];
            readonly answered_at: components["schemas"]["InstantOrNull"];
        };
        /**
         * @description The list is in docs/errors.md; more may come.
         * @example no_plug
         */
        readonly CommandReasonCode: string;
        readonly Observation: {
            readonly seen_at: components["schemas"]["Instant"];
            /** @enum {string} */
            readonly what: "CONNECTOR_STATUS" | "STATION_ANSWER" | "AUTHORIZE" | "TRANSACTION" | "ONLINE" | "OFFLINE" | "BOOT";
            readonly evse_id: components["schemas"]["IntegerOrNull"];
            readonly connector_id: components["schemas"]["IntegerOrNull"];
            /**
             * @description The status of the connector, what the station answered, what it was told of a token, the charging state of a
             *     transaction, or why the connection ended.
             */
            readonly value: string | null;
            /** @description An error code, or whose token it was: own_token, other_token, no_token. */
            readonly detail: string | null;
        };
        readonly StationIdInput: string;
        /** @description No slash, no backslash and no control character. */
        readonly NewStationId: string;
        /** @description Letters, digits and . _ ~ * -, the first a letter or digit. */
        readonly LocationIdInput: string;
        readonly SessionIdInput: string;
        readonly EvseIdInput: number;
        /** @description The EVSE's own, in place of station_id and evse_id; its eMI3 id is taken, too. */
        readonly EvseUidInput: string | null;
        readonly EvseIdOrNullInput: number | null;
        /** @description How long it may wait for the station; the type's own time when left out. */
        readonly ExpiresInS: number | null;
        /**
         * @example {
         *       "station_id": "DEMO-001",
         *       "evse_id": 1,
         *       "token": {
         *         "uid": "DEMO-CARD-1",
         *         "type": "RFID"
         *       }
         *     }
         */
        readonly StartSession: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            readonly connector_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly token: components["schemas"]["TokenRef"];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "session_id": "01KJMSS5C08PWKSK3Z9XBYX1WT"
         *     }
         */
        readonly StopSession: {
            readonly session_id: components["schemas"]["SessionIdInput"];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-002",
         *       "evse_id": 1
         *     }
         */
        readonly UnlockConnector: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            readonly evse_id?: components["schemas"]["EvseIdInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            /** @default 1 */
            readonly connector_id?: number;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-003",
         *       "mode": "ON_IDLE"
         *     }
         */
        readonly ResetStation: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            /**
             * @description IMMEDIATE ends running sessions; ON_IDLE waits for their end.
             * @default ON_IDLE
             * @enum {string}
             */
            readonly mode?: "IMMEDIATE" | "ON_IDLE";
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-003",
         *       "evse_id": 2,
         *       "operative": true
         *     }
         */
        readonly ChangeAvailability: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            readonly operative: boolean;
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            readonly connector_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-001",
         *       "message": "StatusNotification",
         *       "evse_id": 1
         *     }
         */
        readonly TriggerMessage: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            /** @description OCPP's name of it, such as StatusNotification. */
            readonly message: string;
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            readonly connector_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-001",
         *       "keys": [
         *         "HeartbeatInterval"
         *       ]
         *     }
         */
        readonly GetConfiguration: {
            readonly station_id: components["schemas"]["StationIdInput"];
            /**
             * @description Empty: all.
             * @default []
             */
            readonly keys?: readonly string[];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-001",
         *       "key": "HeartbeatInterval",
         *       "value": "300"
         *     }
         */
        readonly SetConfiguration: {
            readonly station_id: components["schemas"]["StationIdInput"];
            readonly key: string;
            readonly value: string;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @description null: Actual.
         * @enum {string|null}
         */
        readonly VariableAttribute: "Actual" | "Target" | "MinSet" | "MaxSet" | null;
        readonly VariableText: string | null;
        /**
         * @example {
         *       "station_id": "DEMO-002",
         *       "variables": [
         *         {
         *           "component": "OCPPCommCtrlr",
         *           "variable": "HeartbeatInterval"
         *         }
         *       ]
         *     }
         */
        readonly GetVariables: {
            readonly station_id: components["schemas"]["StationIdInput"];
            readonly variables: readonly {
                readonly component: string;
                readonly component_instance?: components["schemas"]["VariableText"];
                readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
                readonly connector_id?: components["schemas"]["EvseIdOrNullInput"];
                readonly variable: string;
                readonly variable_instance?: components["schemas"]["VariableText"];
                readonly attribute?: components["schemas"]["VariableAttribute"];
            }[];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-002",
         *       "variables": [
         *         {
         *           "component": "OCPPCommCtrlr",
         *           "variable": "HeartbeatInterval",
         *           "value": "300"
         *         }
         *       ]
         *     }
         */
        readonly SetVariables: {
            readonly station_id: components["schemas"]["StationIdInput"];
            readonly variables: readonly {
                readonly component: string;
                readonly component_instance?: components["schemas"]["VariableText"];
                readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
                readonly connector_id?: components["schemas"]["EvseIdOrNullInput"];
                readonly variable: string;
                readonly variable_instance?: components["schemas"]["VariableText"];
                readonly attribute?: components["schemas"]["VariableAttribute"];
                readonly value: string;
            }[];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        readonly ChargingProfile: {
            /** @description Unique on its station. */
            readonly id: number;
            /** @default 0 */
            readonly stack_level?: number;
            /**
             * @description STATION_MAX: the whole station. TX_DEFAULT: each new session. TX: one session.
             * @enum {string}
             */
            readonly purpose: "STATION_MAX" | "TX_DEFAULT" | "TX";
            /**
             * @default ABSOLUTE
             * @enum {string}
             */
            readonly kind?: "ABSOLUTE" | "RECURRING" | "RELATIVE";
            /** @enum {string|null} */
            readonly recurrency?: "DAILY" | "WEEKLY" | null;
            /** Format: date-time */
            readonly valid_from?: string | null;
            /** Format: date-time */
            readonly valid_to?: string | null;
            /** @description The names are OCPI's. */
            readonly schedule: {
                /**
                 * Format: date-time
                 * @description null: the start of the profile (RELATIVE) or of the transaction.
                 */
                readonly start_date_time?: string | null;
                /** @description In seconds; null: without end. */
                readonly duration?: number | null;
                /**
                 * @description W is over all phases, A for each of them.
                 * @enum {string}
                 */
                readonly charging_rate_unit: "W" | "A";
                readonly min_charging_rate?: number | null;
                readonly charging_profile_period: readonly {
                    /** @description Seconds behind the schedule's start. */
                    readonly start_period: number;
                    readonly limit: number;
                    readonly number_phases?: number | null;
                }[];
            };
        };
        /**
         * @example {
         *       "station_id": "DEMO-002",
         *       "evse_id": 1,
         *       "profile": {
         *         "id": 1,
         *         "purpose": "TX_DEFAULT",
         *         "kind": "RELATIVE",
         *         "schedule": {
         *           "charging_rate_unit": "A",
         *           "charging_profile_period": [
         *             {
         *               "start_period": 0,
         *               "limit": 16
         *             }
         *           ]
         *         }
         *       }
         *     }
         */
        readonly SetChargingProfile: {
            /** @description May be left out where session_id is given. */
            readonly station_id?: string | null;
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            /** @description With purpose TX only. */
            readonly session_id?: string | null;
            readonly profile: components["schemas"]["ChargingProfile"];
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-002",
         *       "profile_id": 1
         *     }
         */
        readonly ClearChargingProfile: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            readonly profile_id?: number | null;
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            /** @enum {string|null} */
            readonly purpose?: "STATION_MAX" | "TX_DEFAULT" | "TX" | null;
            readonly stack_level?: number | null;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @example {
         *       "station_id": "DEMO-002",
         *       "evse_id": 1,
         *       "duration_s": 3600,
         *       "unit": "A"
         *     }
         */
        readonly GetCompositeSchedule: {
            readonly station_id?: components["schemas"]["StationIdInput"];
            readonly evse_id?: components["schemas"]["EvseIdOrNullInput"];
            readonly evse_uid?: components["schemas"]["EvseUidInput"];
            readonly duration_s: number;
            /** @enum {string|null} */
            readonly unit?: "W" | "A" | null;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @description Exactly one of station_id and session_id, and exactly one of limit_w and limit_a.
         * @example {
         *       "station_id": "DEMO-001",
         *       "limit_w": 7400
         *     }
         */
        readonly SetChargingLimit: {
            /** @description The whole station. */
            readonly station_id?: string | null;
            /** @description One session. */
            readonly session_id?: string | null;
            /** @description In W, over all phases. */
            readonly limit_w?: number | null;
            /** @description In A, for each phase. */
            readonly limit_a?: number | null;
            /**
             * Format: date-time
             * @description null: now.
             */
            readonly from?: string | null;
            /**
             * Format: date-time
             * @description null: until it is cleared.
             */
            readonly until?: string | null;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /**
         * @description Exactly one of station_id and session_id.
         * @example {
         *       "station_id": "DEMO-001"
         *     }
         */
        readonly ClearChargingLimit: {
            readonly station_id?: string | null;
            readonly session_id?: string | null;
            readonly expires_in_s?: components["schemas"]["ExpiresInS"];
        };
        /** @description An OAuth client, or the grants of a client of a trusted outside issuer. */
        readonly Client: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            readonly name: string;
            /** @description null: the embedded issuer. */
            readonly issuer: string | null;
            readonly has_secret: boolean;
            readonly jwks: {
                readonly [key: string]: unknown;
            } | null;
            readonly scopes: readonly components["schemas"]["Scope"][];
            readonly type: components["schemas"]["ClientType"];
            readonly redirect_uris: readonly string[];
            readonly post_logout_redirect_uris: readonly string[];
            /** @description People are not asked whether it may act for them. */
            readonly first_party: boolean;
            readonly grants: components["schemas"]["Grants"];
            /** @description It gets no token; those that it has open nothing. */
            readonly locked: boolean;
            /** @description Its access tokens are bound to a key (DPoP, RFC 9449); others are refused. */
            readonly dpop_bound_access_tokens: boolean;
            /** @description Of GraphQL it runs operations that are registered for it, or for all; nothing else. */
            readonly persisted_operations_only: boolean;
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /** @description A GraphQL document that clients name by its hash in place of sending it. */
        readonly PersistedOperation: {
            /** @description Its sha256 where it is for all clients. */
            readonly id: string;
            readonly version: number;
            /** @description Of the document's text, hex in lower case: what a request names. */
            readonly sha256: string;
            /** @description Who alone may run it; null: every client. */
            readonly client_id: string | null;
            readonly document: string;
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "document": "query Me { me { clientId } }"
         *     }
         */
        readonly PersistedOperationPost: {
            /**
             * @description A valid document of schema.graphql. It counts with each character: what a client hashes is this text.
             * @example query Me { me { clientId } }
             */
            readonly document: string;
            /** @description Who alone may run it; left out or null: every client. */
            readonly client_id?: string | null;
        };
        /**
         * @description service: a machine that comes in by itself (client credentials). web: a server that signs people in (authorization
         *     code with PKCE, and its secret or key). app: a program in the hands of its user, which can keep no secret
         *     (authorization code with PKCE alone).
         * @enum {string}
         */
        readonly ClientType: "service" | "web" | "app";
        readonly ClientWithSecret: components["schemas"]["Client"] & {
            /** @description Only when one was made by this call. Keep it. */
            readonly client_secret?: string;
        };
        /**
         * @example {
         *       "name": "Fleet software: all of its own depot",
         *       "scopes": [
         *         "locations:read",
         *         "stations:read",
         *         "sessions:read",
         *         "sessions:control",
         *         "charging:control",
         *         "events:read"
         *       ]
         *     }
         */
        readonly ClientPut: {
            readonly name: string;
            /** Format: uri */
            readonly issuer?: string | null;
            readonly scopes: readonly components["schemas"]["Scope"][];
            readonly grants?: components["schemas"]["Grants"];
            /** @description Left out, a known client keeps its type, and a new one is a service. */
            readonly type?: components["schemas"]["ClientType"];
            /**
             * @description Where people come back to from signing in, compared by the whole text: https, or http on 127.0.0.1, [::1] or
             *     localhost (an app's with any port), or, of an app, a scheme of its own with a dot in it, such as
             *     com.example.app:/signed-in. Left out, they stay as they are.
             */
            readonly redirect_uris?: readonly string[];
            /** @description The same, for signing out. */
            readonly post_logout_redirect_uris?: readonly string[];
            /** @description People are not asked whether it may act for them. Left out, it stays as it is; false at first. */
            readonly first_party?: boolean;
            /** @description See the client. Left out, it stays as it is; false at first. */
            readonly locked?: boolean;
            /** @description See the client. Left out, it stays as it is; false at first. */
            readonly dpop_bound_access_tokens?: boolean;
            /** @description See the client. Left out, it stays as it is; false at first. */
            readonly persisted_operations_only?: boolean;
            /**
             * @description Makes a new secret.
             * @default false
             */
            readonly rotate_secret?: boolean;
            /** @description For private_key_jwt. Left out or null, without rotate_secret, keeps the keys there are. */
            readonly jwks?: {
                readonly keys: readonly {
                    readonly [key: string]: unknown;
                }[];
            } | null;
        };
        /**
         * @example {
         *       "name": "Fleet software: all of its own depot"
         *     }
         */
        readonly ClientPatch: {
            readonly name?: string;
            /** Format: uri */
            readonly issuer?: string | null;
            readonly scopes?: readonly components["schemas"]["Scope"][];
            readonly grants?: components["schemas"]["Grants"];
            /** @description See the client. */
            readonly locked?: boolean;
            /** @description See the client. */
            readonly dpop_bound_access_tokens?: boolean;
            /** @description See the client. */
            readonly persisted_operations_only?: boolean;
            readonly type?: components["schemas"]["ClientType"];
            /**
             * @description Where people come back to from signing in, compared by the whole text: https, or http on 127.0.0.1, [::1] or
             *     localhost (an app's with any port), or, of an app, a scheme of its own with a dot in it, such as
             *     com.example.app:/signed-in.
             */
            readonly redirect_uris?: readonly string[];
            /** @description The same, for signing out. */
            readonly post_logout_redirect_uris?: readonly string[];
            /** @description People are not asked whether it may act for them. */
            readonly first_party?: boolean;
            /** @description Makes a new secret; takes the place of keys, too. */
            readonly rotate_secret?: boolean;
            /** @description For private_key_jwt; takes the place of a secret, too. */
            readonly jwks?: {
                readonly keys: readonly {
                    readonly [key: string]: unknown;
                }[];
            };
        };
        /**
         * @description What somebody may do at most; an app asks for less. driver: what is its own. viewer: all reads. operator: all but
         *     what is about clients, accounts, parties and the audit log. administrator: everything.
         * @enum {string}
         */
        readonly AccountRole: "driver" | "viewer" | "operator" | "administrator";
        /**
         * @description invited: nobody has signed in yet. locked: nobody can.
         * @enum {string}
         */
        readonly AccountStatus: "invited" | "active" | "locked";
        /** @enum {string} */
        readonly AccountLinkPurpose: "invitation" | "password_reset";
        /** @description Somebody who signs in. */
        readonly Account: {
            /** @description The subject of its tokens. */
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            /** @description What is typed to sign in, whatever its case. */
            readonly login: string;
            readonly name: components["schemas"]["TextOrNull"];
            readonly email: components["schemas"]["TextOrNull"];
            readonly role: components["schemas"]["AccountRole"];
            readonly status: components["schemas"]["AccountStatus"];
            /** @description Whose tokens and sessions it sees, as `driver_id` of tokens says it. null: it is no driver. */
            readonly driver_id: string | null;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            readonly grants: components["schemas"]["Grants"];
            readonly has_password: boolean;
            /** @description A password alone does not do. */
            readonly totp_required: boolean;
            /** @description An authenticator is set up. */
            readonly has_totp: boolean;
            readonly recovery_codes_left: number;
            /** @description A link that was made and not used; null: there is none. */
            readonly open_link: {
                readonly purpose: components["schemas"]["AccountLinkPurpose"];
                readonly expires_at: components["schemas"]["Instant"];
            } | null;
            /** @description Who it is at the provider that LOGIN_ISSUER names; null: it never came from there. */
            readonly identity: {
                readonly issuer: string;
                readonly subject: string;
            } | null;
            /** @description Wrong passwords and codes since it was signed in to last. */
            readonly failed_logins: number;
            readonly failed_at: components["schemas"]["InstantOrNull"];
            readonly signed_in_at: components["schemas"]["InstantOrNull"];
            /** @description What was signed in before it, is out. */
            readonly signed_out_at: components["schemas"]["InstantOrNull"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        readonly AccountWithLink: components["schemas"]["Account"] & {
            /** @description In this answer only. Whoever has it sets the password. */
            readonly link: {
                readonly purpose: components["schemas"]["AccountLinkPurpose"];
                readonly url: string;
                readonly expires_at: components["schemas"]["Instant"];
            };
        };
        /**
         * @example {
         *       "login": "viewer@demo.example",
         *       "name": "Who looks on",
         *       "role": "viewer"
         *     }
         */
        readonly AccountPost: {
            readonly login: string;
            readonly name?: string | null;
            /** Format: email */
            readonly email?: string | null;
            readonly role: components["schemas"]["AccountRole"];
            /** @description Of a driver; left out or null: the id of its account. */
            readonly driver_id?: string | null;
            readonly country_code?: components["schemas"]["CountryCodeInput"];
            readonly party_id?: components["schemas"]["PartyIdInput"];
            readonly grants?: components["schemas"]["Grants"];
            /** @description Left out: drivers need none, all others do. */
            readonly totp_required?: boolean;
        };
        /**
         * @example {
         *       "name": "Who looks on",
         *       "totp_required": false
         *     }
         */
        readonly AccountPatch: {
            readonly login?: string;
            readonly name?: string | null;
            /** Format: email */
            readonly email?: string | null;
            readonly role?: components["schemas"]["AccountRole"];
            readonly driver_id?: string | null;
            readonly grants?: components["schemas"]["Grants"];
            readonly totp_required?: boolean;
        };
        /** @description Whose it is: the country of the operator, ISO 3166-1 alpha-2. */
        readonly CountryCode: string;
        /** @description Whose it is: the operator in that country. */
        readonly PartyId: string;
        /**
         * @description Whose it is, with party_id. Left out: it stays whose it was, and what is new is the operator's that the client acts
         *     for. What is there stays with its operator.
         */
        readonly CountryCodeInput: string;
        readonly PartyIdInput: string;
        /**
         * @description OCPI Role.
         * @enum {string}
         */
        readonly PartyRole: "CPO" | "EMSP" | "NAP" | "NSP" | "SCSP" | "HUB" | "OTHER";
        /** @description An operator that this installation serves. */
        readonly Party: {
            /** @description Country code and party id, such as NL-VGT. */
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            /** @description ISO 3166-1 alpha-2. */
            readonly country_code: string;
            /** @description Three letters and digits, unique in its country. */
            readonly party_id: string;
            readonly roles: readonly components["schemas"]["PartyRole"][];
            readonly name: string;
            readonly website: components["schemas"]["TextOrNull"];
            /** @description The address of a picture. */
            readonly logo: string | null;
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "name": "Voltgate demo",
         *       "roles": [
         *         "CPO"
         *       ]
         *     }
         */
        readonly PartyPut: {
            readonly name: string;
            readonly roles: readonly components["schemas"]["PartyRole"][];
            /** Format: uri */
            readonly website?: string | null;
            /** Format: uri */
            readonly logo?: string | null;
        };
        /** @enum {string} */
        readonly EventType: "location.updated" | "location.removed" | "station.online" | "station.offline" | "station.updated" | "station.removed" | "station.faulted" | "station.recovered" | "station.replaced" | "station.problem" | "station.message" | "station.message_quarantined" | "connector.status_changed" | "session.started" | "session.updated" | "session.ended" | "command.updated" | "token.updated" | "token.removed" | "firmware.status_changed" | "security.event" | "webhook.endpoint_updated" | "webhook.endpoint_disabled" | "webhook.endpoint_deleted" | "webhook.test";
        /** @description A party whose stations the gateway simulates, for one client that sees nothing else. */
        readonly Sandbox: {
            /** @description Of its party, such as XS-K3F. */
            readonly id: string;
            readonly version: number;
            readonly name: string;
            readonly client_id: string;
            readonly stations: readonly components["schemas"]["SandboxStation"][];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /** @description Shown when it is made, and never again. */
        readonly SandboxWithSecret: {
            /** @description Of its party, such as XS-K3F. */
            readonly id: string;
            readonly version: number;
            readonly name: string;
            readonly client_id: string;
            readonly client_secret: string;
            readonly stations: readonly components["schemas"]["SandboxStation"][];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "name": "My app"
         *     }
         */
        readonly SandboxCreate: {
            readonly name: string;
        };
        /**
         * @example {
         *       "protocol": "2.0.1",
         *       "connectors": 2
         *     }
         */
        readonly SandboxStationCreate: {
            /** @enum {string} */
            readonly protocol: "1.6" | "2.0.1" | "2.1";
            /** @default 1 */
            readonly connectors?: number;
        };
        /** @description A simulated station, as it should be. */
        readonly SandboxStation: {
            /** @description As at /stations. */
            readonly id: string;
            /** @enum {string} */
            readonly protocol: "1.6" | "2.0.1" | "2.1";
            readonly online: boolean;
            readonly connectors: readonly {
                readonly id: number;
                readonly plugged_in: boolean;
                /** @description What the vehicle takes at most; null: 11 kW. */
                readonly max_power_w: number | null;
                /** @description null: it is well. */
                readonly error_code: string | null;
            }[];
            /** @description The card that was shown last. */
            readonly card: {
                /** @description Counts the cards that were shown. */
                readonly number: number;
                readonly uid: string;
                readonly connector_id: number | null;
                /** @description What the station was told of it, such as Accepted or Blocked; null: not yet. */
                readonly outcome: string | null;
            } | null;
            /** @description How late it answers commands. */
            readonly answer_delay_ms: number;
            /** @description Whether its answers to commands are lost. */
            readonly loses_answers: boolean;
            readonly rejects_commands: boolean;
        };
        /**
         * @description PLUG_IN: a vehicle is plugged in (connector_id, max_power_w). UNPLUG (connector_id). PRESENT_TOKEN: a card is shown
         *     (token_uid, connector_id). FAULT: a connector breaks (connector_id, error_code). CLEAR_FAULT (connector_id).
         *     GO_OFFLINE, COME_ONLINE: its network. DELAY_ANSWERS: it answers commands late (delay_ms). LOSE_ANSWERS: it does what
         *     commands ask, and its answers are lost. REJECT_COMMANDS: it refuses them. BEHAVE: none of these three.
         * @enum {string}
         */
        readonly SandboxActionName: "PLUG_IN" | "UNPLUG" | "PRESENT_TOKEN" | "FAULT" | "CLEAR_FAULT" | "GO_OFFLINE" | "COME_ONLINE" | "DELAY_ANSWERS" | "LOSE_ANSWERS" | "REJECT_COMMANDS" | "BEHAVE";
        /**
         * @example {
         *       "connector_id": 1
         *     }
         */
        readonly SandboxAction: {
            /** @description The first where none is named. */
            readonly connector_id?: number;
            readonly max_power_w?: number;
            readonly token_uid?: string;
            readonly error_code?: string;
            readonly delay_ms?: number;
        };
        /** @description Something that happened. Order by version, and drop what is older than what you have. */
        readonly Event: {
            readonly id: string;
            /** @description One of EventType, or of a newer release; pass over what you do not know. */
            readonly type: string;
            readonly occurred_at: components["schemas"]["Instant"];
            /** @description The object that it tells of. */
            readonly object_id: string;
            /** @description That object's version. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            /**
             * @description Of a sandbox: nothing of it is real. Absent: it is.
             * @constant
             */
            readonly sandbox?: true;
            /** @description By type, see webhooks/ and docs/events.md. */
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        /**
         * @description What a webhook's body is: an event as the log has it. Where the whole would be longer than 20,000 bytes, `data` is
         *     null and `data_url` says where the event is.
         */
        readonly WebhookEvent: {
            /** @description The webhook-id: the same, however often it comes. */
            readonly id: string;
            /** @description One of EventType, or of a newer release; pass over what you do not know. */
            readonly type: string;
            readonly occurred_at: components["schemas"]["Instant"];
            /** @description The object that it tells of. */
            readonly object_id: string;
            /** @description That object's version. */
            readonly version: number;
            readonly country_code: components["schemas"]["CountryCode"];
            readonly party_id: components["schemas"]["PartyId"];
            /** @description By type, see webhooks/ and docs/events.md. */
            readonly data: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * Format: uri
             * @description Only where data is null: GET it with an access token.
             */
            readonly data_url?: string;
        };
        readonly WebhookEndpointEventData: {
            readonly webhook_endpoint: {
                readonly id: string;
                readonly version: number;
                /** @description Whose it is. */
                readonly client_id: string;
                readonly user_id: components["schemas"]["TextOrNull"];
                /** @description Of its address, whose path may be a secret. */
                readonly origin: string;
                readonly description: components["schemas"]["TextOrNull"];
                readonly enabled: boolean;
                readonly disabled: components["schemas"]["WebhookDisabled"] | null;
                readonly deleted: boolean;
            };
        };
        readonly WebhookDisabled: {
            /**
             * @description asked: somebody disabled it. gone: it answered 410. failing: nothing but failures for five days.
             * @enum {string}
             */
            readonly reason: "asked" | "gone" | "failing";
            /** @description What it answered last, or why somebody disabled it. */
            readonly detail: string | null;
            readonly disabled_at: components["schemas"]["Instant"];
        };
        /** @description Which events; what is left out or null passes all that the client may see. */
        readonly WebhookFilter: {
            readonly types?: readonly components["schemas"]["EventType"][] | null;
            readonly location_ids?: readonly string[] | null;
            readonly station_ids?: readonly string[] | null;
            /** @description Operators, such as NL-VGT. */
            readonly parties?: readonly string[] | null;
        };
        /** @description Where a client's events are sent. Its secret is shown once, when it is made or rotated. */
        readonly WebhookEndpoint: {
            readonly id: string;
            /** @description Grows by one with each change. */
            readonly version: number;
            /** @description Whose it is. It gets what this client may see at the time. */
            readonly client_id: string;
            /** @description The driver whose things it gets; null: it is no driver's. */
            readonly user_id: string | null;
            readonly url: string;
            readonly description: components["schemas"]["TextOrNull"];
            readonly filter: components["schemas"]["WebhookFilter"];
            /** @description Types that its filter lets pass and of which nothing is sent: the token that made it, or its client now, lacks the scope, see docs/events.md. */
            readonly withheld_types: readonly components["schemas"]["EventType"][];
            /** @description Events of one object come one after the other, also where one has to be tried again. */
            readonly ordered: boolean;
            /** @description Signed with an Ed25519 key, too (`v1a`). */
            readonly asymmetric: boolean;
            /** @description What verifies `v1a`: whpk_ and the base64 of 32 bytes. */
            readonly public_key: string | null;
            readonly previous_secret_ends_at: components["schemas"]["InstantOrNull"];
            readonly enabled: boolean;
            readonly disabled: components["schemas"]["WebhookDisabled"] | null;
            readonly failing_since: components["schemas"]["InstantOrNull"];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        readonly WebhookEndpointWithSecret: {
            readonly endpoint: components["schemas"]["WebhookEndpoint"];
            /** @description whsec_…, shown this once: keep it. */
            readonly secret: string;
        };
        /**
         * Format: uri
         * @description https, and at a public address.
         */
        readonly WebhookUrl: string;
        /** @description Of your choice: whsec_ and the base64 of 24 to 64 bytes. Left out: one is made. */
        readonly WebhookSecretInput: string;
        /**
         * @example {
         *       "url": "https://example.com/voltgate",
         *       "description": "Sessions of the depot",
         *       "filter": {
         *         "types": [
         *           "session.started",
         *           "session.ended"
         *         ],
         *         "location_ids": [
         *           "depot-utrecht"
         *         ]
         *       }
         *     }
         */
        readonly WebhookEndpointPost: {
            readonly url: components["schemas"]["WebhookUrl"];
            readonly description?: string | null;
            readonly filter?: components["schemas"]["WebhookFilter"];
            /** @default false */
            readonly ordered?: boolean;
            /** @default false */
            readonly asymmetric?: boolean;
            readonly secret?: components["schemas"]["WebhookSecretInput"];
        };
        /**
         * @example {
         *       "description": "Sessions of the depot",
         *       "ordered": true
         *     }
         */
        readonly WebhookEndpointPatch: {
            readonly url?: components["schemas"]["WebhookUrl"];
            readonly description?: string | null;
            readonly filter?: components["schemas"]["WebhookFilter"];
            readonly ordered?: boolean;
            readonly asymmetric?: boolean;
        };
        /**
         * @example {
         *       "overlap_s": 3600
         *     }
         */
        readonly WebhookSecretRotation: {
            readonly secret?: components["schemas"]["WebhookSecretInput"];
            /**
             * @description How long the secret before signs beside the new one.
             * @default 86400
             */
            readonly overlap_s?: number;
        };
        /**
         * @example {
         *       "reason": "Its server is being moved."
         *     }
         */
        readonly WebhookDisable: {
            readonly reason?: string | null;
        };
        /**
         * @description One of: event_id; from and to; since; after_event_id.
         * @example {
         *       "since": "2026-03-01T12:00:00Z"
         *     }
         */
        readonly WebhookReplay: {
            /** @description One event. */
            readonly event_id?: string;
            readonly from?: components["schemas"]["Instant"];
            readonly to?: components["schemas"]["Instant"];
            readonly since?: components["schemas"]["Instant"];
            /** @description All behind this event. */
            readonly after_event_id?: string;
        };
        readonly WebhookReplayed: {
            /** @description Events that come again; null: all from that place on. */
            readonly count: number | null;
        };
        readonly WebhookAttempt: {
            readonly started_at: components["schemas"]["Instant"];
            readonly duration_ms: number;
            /**
             * @description expired: the event was in the log no more. not_allowed: the client may not see it any more.
             * @enum {string}
             */
            readonly outcome: "delivered" | "failed" | "gone" | "timed_out" | "expired" | "not_allowed";
            /** @description HTTP status of the answer. */
            readonly status: number | null;
            /** @description How its body began. */
            readonly answer: string | null;
            /**
             * @description Why there was no answer that counts: redirect, deadline, dns, connect, tls, connection, busy, aborted, address,
             *     insecure, bad_url, credentials_in_url, bad_request, answer_too_long.
             */
            readonly error: string | null;
        };
        readonly WebhookTestResult: {
            readonly event_id: string;
            readonly delivered: boolean;
            readonly attempt: components["schemas"]["WebhookAttempt"];
        };
        /**
         * @description PENDING: it will be tried, again or for the first time. FAILED: it was given up, and can be replayed.
         * @enum {string}
         */
        readonly WebhookDeliveryStatus: "PENDING" | "DELIVERED" | "FAILED";
        readonly WebhookDelivery: {
            readonly id: string;
            readonly endpoint_id: string;
            /** @description The webhook-id. */
            readonly event_id: string;
            readonly event_type: string;
            readonly status: components["schemas"]["WebhookDeliveryStatus"];
            readonly attempt_count: number;
            /**
             * Format: date-time
             * @description null: none is due, or it waits for an earlier event of its object.
             */
            readonly next_attempt_at: string | null;
            /** @description The last ten, oldest first. */
            readonly attempts: readonly components["schemas"]["WebhookAttempt"][];
            readonly created_at: components["schemas"]["Instant"];
            readonly last_updated: components["schemas"]["Instant"];
        };
        readonly LocationEventData: {
            readonly location: components["schemas"]["Location"];
        };
        readonly StationEventData: {
            readonly station: components["schemas"]["Station"];
        };
        readonly StationFaultedEventData: {
            readonly station: components["schemas"]["Station"];
            /** @description The station's own error code. */
            readonly error_code: string | null;
            readonly error: components["schemas"]["StationErrorOrNull"];
        };
        readonly StationReplacedEventData: {
            readonly station: components["schemas"]["Station"];
            readonly evses: readonly {
                readonly uid: string;
                /** @description Number on this station. */
                readonly evse: number;
                /** @description Number on the station that replaced it; null: no hardware has it any more. */
                readonly replacement_evse: number | null;
            }[];
        };
        readonly StationProblemEventData: {
            readonly station: components["schemas"]["Station"];
            readonly problem: components["schemas"]["StationProblem"];
        };
        readonly StationMessageEventData: {
            readonly station_id: components["schemas"]["TextOrNull"];
            readonly location_id: components["schemas"]["TextOrNull"];
            /** @description OCPP's name of the message. */
            readonly action: string;
            /** @description As it came, after validation. */
            readonly payload: {
                readonly [key: string]: unknown;
            };
        };
        readonly StationMessageQuarantinedEventData: {
            readonly station_id: components["schemas"]["TextOrNull"];
            readonly location_id: components["schemas"]["TextOrNull"];
            readonly action: string;
            readonly payload: {
                readonly [key: string]: unknown;
            };
            readonly reason: string;
            /** @description Under which it is kept, see /quarantined_messages; null: only here. */
            readonly message_id: string | null;
        };
        readonly ConnectorStatusEventData: {
            readonly station_id: components["schemas"]["TextOrNull"];
            readonly location_id: components["schemas"]["TextOrNull"];
            readonly evse_id: number;
            readonly evse_uid: components["schemas"]["TextOrNull"];
            readonly connector_id: number;
            readonly status: components["schemas"]["ConnectorStatus"];
            readonly error_code: components["schemas"]["TextOrNull"];
            readonly error: components["schemas"]["StationErrorOrNull"];
        };
        readonly SessionEventData: {
            readonly session: components["schemas"]["Session"];
        };
        readonly CommandEventData: {
            readonly command: components["schemas"]["Command"];
        };
        readonly TokenEventData: {
            readonly token: components["schemas"]["Token"];
        };
        readonly FirmwareStatusEventData: {
            readonly station_id: components["schemas"]["TextOrNull"];
            readonly location_id: components["schemas"]["TextOrNull"];
            /** @description OCPP's firmware status. */
            readonly status: string;
            readonly request_id: components["schemas"]["IntegerOrNull"];
        };
        readonly SecurityEventData: {
            readonly station_id: components["schemas"]["TextOrNull"];
            readonly location_id: components["schemas"]["TextOrNull"];
            /** @description OCPP's security event type. */
            readonly type: string;
            readonly tech_info: components["schemas"]["TextOrNull"];
        };
    };
    responses: {
        /** @description A problem; the table of codes is in docs/errors.md. */
        readonly Problem: {
            headers: {
                /** @description The id under which the log has it. */
                readonly "X-Request-Id"?: string;
                /** @description Requests (`q`) in a window of seconds (`w`). */
                readonly "RateLimit-Policy"?: string;
                /** @description Requests left (`r`) and seconds until the window ends (`t`). */
                readonly RateLimit?: string;
                /** @description Seconds until a retry makes sense. */
                readonly "Retry-After"?: number;
                /** @description On 401 and 403 (RFC 6750). */
                readonly "WWW-Authenticate"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "http://localhost:8080/docs/errors/invalid_request",
                 *       "title": "Invalid request",
                 *       "status": 400,
                 *       "detail": "The request does not fit the description of the API.",
                 *       "code": "invalid_request",
                 *       "instance": "01KJMSS5C0EXAMP1EPR0B1EM00",
                 *       "errors": [
                 *         {
                 *           "pointer": "/token/uid",
                 *           "detail": "is required"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Still at that version. */
        readonly NotModified: {
            headers: {
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Stored and queued. */
        readonly CommandBatch: {
            headers: {
                /** @description The list of its commands. */
                readonly Location?: string;
                /** @description true when the key was seen before, and this is the first answer. */
                readonly "Idempotency-Replayed"?: "true";
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["CommandBatch"];
            };
        };
        /** @description What came of each, in the order of the request. */
        readonly BulkPut: {
            headers: {
                /** @description true when the key was seen before, and this is the first answer. */
                readonly "Idempotency-Replayed"?: "true";
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["BulkPut"];
            };
        };
        /** @description Stored and queued. */
        readonly CommandAccepted: {
            headers: {
                /** @description The command's URL. */
                readonly Location?: string;
                /** @description true when the key was seen before, and this is the first answer. */
                readonly "Idempotency-Replayed"?: "true";
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["Command"];
            };
        };
    };
    parameters: {
        readonly Id: string;
        /** @example depot-utrecht */
        readonly LocationInPath: string;
        /** @example DEMO-001 */
        readonly StationInPath: string;
        /** @example XMM7CH5VZ8NS9R302BBQGTNNZ2 */
        readonly EvseInPath: string;
        /** @example demo-fleet */
        readonly ClientInPath: string;
        /** @example depot-utrecht */
        readonly LocationKey: components["schemas"]["LocationIdInput"];
        /** @example DEMO-001 */
        readonly StationKey: components["schemas"]["NewStationId"];
        /** @example demo-fleet */
        readonly ClientKey: string;
        /**
         * @description Compared without regard to case.
         * @example DEMO-CARD-1
         */
        readonly TokenKey: string;
        /** @description Items in a page. */
        readonly Limit: number;
        /** @description Opaque, from the Link header of the page before. */
        readonly Cursor: string;
        /** @description From the oldest, or from the newest. */
        readonly Order: "oldest_first" | "newest_first";
        /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
        readonly OrderBy: "created_at" | "last_updated";
        /** @description Changed at or after. */
        readonly DateFrom: string;
        /** @description Only those that were deleted and are kept because of their history; else only those in use. */
        readonly Retired: boolean;
        /** @description Changed before. */
        readonly DateTo: string;
        readonly StationId: string;
        readonly LocationId: string;
        /** @description Latitude and longitude in degrees, separated by a comma. The nearest comes first. */
        readonly Near: readonly number[];
        /** @description How far from `near`, in m; 5000 where it is left out. */
        readonly RadiusM: number;
        /**
         * @description West, south, east and north in degrees, separated by commas, as in GeoJSON. A west that is greater than the east
         *     goes across the meridian of 180°.
         */
        readonly Box: readonly number[];
        /** @description Of the EVSE. */
        readonly WantedStatus: components["schemas"]["EvseStatus"];
        /** @description A connector with one of these, separated by commas. */
        readonly WantedStandard: readonly components["schemas"]["ConnectorStandard"][];
        /** @description A connector that gives at least that. */
        readonly MinPowerW: number;
        readonly WantedPowerType: components["schemas"]["PowerType"];
        /** @description What else each location shows, separated by a comma. Needs `stations:read`, too. */
        readonly Include: readonly ("evses" | "plugs")[];
        /** @description Whatever station it was on. Its eMI3 id is taken, too. */
        readonly EvseUid: string;
        readonly OutageCause: components["schemas"]["OutageCause"];
        /** @description Only those that last, or only those that are over. */
        readonly Open: boolean;
        readonly SessionId: string;
        /** @description Only events of this object. */
        readonly ObjectId: string;
        /** @description Only these, separated by commas. One that the token's scopes do not open is refused with `insufficient_scope`. */
        readonly EventTypes: readonly components["schemas"]["EventType"][];
        /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
        readonly IdempotencyKey: string;
        /** @description Only if it is at this version; else 412. `*` stands for any. */
        readonly IfMatch: string;
        /** @description 304 if it is still at this version. */
        readonly IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description The next page: `<URL>; rel="next"`. Absent on the last. */
        readonly Link: string;
        /** @description How many fit the filters in all. Absent beyond 10,000, and where filters together leave more than 1,000 to look through. */
        readonly TotalCount: number;
        /** @description The page size in force. */
        readonly Limit: number;
        /** @description The version. */
        readonly ETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The caller. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listLocations: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Only those that were deleted and are kept because of their history; else only those in use. */
                readonly retired?: components["parameters"]["Retired"];
                /** @description Latitude and longitude in degrees, separated by a comma. The nearest comes first. */
                readonly near?: components["parameters"]["Near"];
                /** @description How far from `near`, in m; 5000 where it is left out. */
                readonly radius_m?: components["parameters"]["RadiusM"];
                /**
                 * @description West, south, east and north in degrees, separated by commas, as in GeoJSON. A west that is greater than the east
                 *     goes across the meridian of 180°.
                 */
                readonly box?: components["parameters"]["Box"];
                /** @description Of the EVSE. */
                readonly status?: components["parameters"]["WantedStatus"];
                /** @description A connector with one of these, separated by commas. */
                readonly standard?: components["parameters"]["WantedStandard"];
                /** @description A connector that gives at least that. */
                readonly min_power_w?: components["parameters"]["MinPowerW"];
                readonly power_type?: components["parameters"]["WantedPowerType"];
                /** @description What else each location shows, separated by a comma. Needs `stations:read`, too. */
                readonly include?: components["parameters"]["Include"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Location"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putLocations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["LocationItem"][];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BulkPut"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getLocation: {
        readonly parameters: {
            readonly query?: {
                /** @description What else each location shows, separated by a comma. Needs `stations:read`, too. */
                readonly include?: components["parameters"]["Include"];
            };
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /** @example depot-utrecht */
                readonly id: components["parameters"]["LocationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The location. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Location"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putLocation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example depot-utrecht */
                readonly id: components["parameters"]["LocationKey"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LocationPut"];
            };
        };
        readonly responses: {
            /** @description The location. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Location"];
                };
            };
            /** @description The location. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Location"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteLocation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example depot-utrecht */
                readonly id: components["parameters"]["LocationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The location. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Location"];
                };
            };
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchLocation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example depot-utrecht */
                readonly id: components["parameters"]["LocationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["LocationPatch"];
                readonly "application/json": components["schemas"]["LocationPatch"];
            };
        };
        readonly responses: {
            /** @description The location. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Location"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listStations: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Only those that are connected, or only those that are not. */
                readonly online?: boolean;
                /** @description Only those that have problems, or only those that have none. */
                readonly has_problems?: boolean;
                /** @description Only those that were deleted and are kept because of their history; else only those in use. */
                readonly retired?: components["parameters"]["Retired"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Station"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putStations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["StationItem"][];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BulkPut"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The station. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationKey"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StationPut"];
            };
        };
        readonly responses: {
            /** @description The station. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            /** @description The station. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The station. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["StationPatch"];
                readonly "application/json": components["schemas"]["StationPatch"];
            };
        };
        readonly responses: {
            /** @description The station. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly dismissProblems: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The station. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly dismissProblem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
                readonly problem_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The station. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Station"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listStationOutages: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Whatever station it was on. Its eMI3 id is taken, too. */
                readonly evse_uid?: components["parameters"]["EvseUid"];
                readonly cause?: components["parameters"]["OutageCause"];
                /** @description Only those that last, or only those that are over. */
                readonly open?: components["parameters"]["Open"];
            };
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Outage"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listStationMessages: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Only what went at or after this. */
                readonly date_from?: string;
                /** @description Only what went before this. */
                readonly date_to?: string;
                /** @description IN: from the station. */
                readonly direction?: "IN" | "OUT";
                /** @description OCPP's name of the message, as StatusNotification; its answers have it, too. */
                readonly action?: string;
                /** @description Only what was sent for this command, and the answers to that. */
                readonly command_id?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["OcppMessage"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getStationConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What is kept; `read_at` is null when the station has told nothing yet. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StationConfiguration"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listStationMeterPublicKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Whatever station it was on. Its eMI3 id is taken, too. */
                readonly evse_uid?: components["parameters"]["EvseUid"];
            };
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["MeterPublicKey"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listOutages: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Whatever station it was on. Its eMI3 id is taken, too. */
                readonly evse_uid?: components["parameters"]["EvseUid"];
                readonly cause?: components["parameters"]["OutageCause"];
                /** @description Only those that last, or only those that are over. */
                readonly open?: components["parameters"]["Open"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Outage"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listQuarantinedMessages: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description By what the list is ordered: created_at, or when they go (open ones last). */
                readonly order_by?: "created_at" | "goes_at";
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly location_id?: components["parameters"]["LocationId"];
                readonly status?: components["schemas"]["QuarantineStatus"];
                /** @description OCPP's name of the message. */
                readonly action?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page, without the payloads. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["QuarantinedMessage"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getQuarantinedMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The message. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuarantinedMessage"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly applyQuarantinedMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What came of it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuarantineResult"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly dismissQuarantinedMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuarantineDismiss"];
            };
        };
        readonly responses: {
            /** @description The message. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuarantinedMessage"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAuditLog: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the newest, or from the oldest. */
                readonly order?: "newest_first" | "oldest_first";
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Whose writes. */
                readonly client_id?: string;
                /** @description Whose writes, by the user in the token. */
                readonly user_id?: string;
                /** @description A kind of object, such as station, location, token, client, command. */
                readonly object?: string;
                /** @description What was written, whatever its case. */
                readonly object_id?: string;
                /** @description What was asked for, such as station.put; of a command its type, such as START_SESSION. */
                readonly operation?: string;
                readonly outcome?: components["schemas"]["AuditOutcome"];
                /** @description Whose the objects are, such as NL-VGT. */
                readonly party?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["AuditEntry"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAuditEntry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The entry. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AuditEntry"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listMeterPublicKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Whatever station it was on. Its eMI3 id is taken, too. */
                readonly evse_uid?: components["parameters"]["EvseUid"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["MeterPublicKey"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly replaceStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example DEMO-001 */
                readonly id: components["parameters"]["StationInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StationReplace"];
            };
        };
        readonly responses: {
            /** @description Both stations. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StationReplacement"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listEvses: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Its eMI3 id; case and separators make no difference. */
                readonly evse_id?: string;
                /** @description Latitude and longitude in degrees, separated by a comma. The nearest comes first. */
                readonly near?: components["parameters"]["Near"];
                /** @description How far from `near`, in m; 5000 where it is left out. */
                readonly radius_m?: components["parameters"]["RadiusM"];
                /**
                 * @description West, south, east and north in degrees, separated by commas, as in GeoJSON. A west that is greater than the east
                 *     goes across the meridian of 180°.
                 */
                readonly box?: components["parameters"]["Box"];
                /** @description Of the EVSE. */
                readonly status?: components["parameters"]["WantedStatus"];
                /** @description A connector with one of these, separated by commas. */
                readonly standard?: components["parameters"]["WantedStandard"];
                /** @description A connector that gives at least that. */
                readonly min_power_w?: components["parameters"]["MinPowerW"];
                readonly power_type?: components["parameters"]["WantedPowerType"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["EvseRecord"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvse: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /** @example XMM7CH5VZ8NS9R302BBQGTNNZ2 */
                readonly id: components["parameters"]["EvseInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The EVSE. Its tag changes with its status, too; `If-Match` also takes its version alone. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvseRecord"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchEvse: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example XMM7CH5VZ8NS9R302BBQGTNNZ2 */
                readonly id: components["parameters"]["EvseInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["EvsePatch"];
                readonly "application/json": components["schemas"]["EvsePatch"];
            };
        };
        readonly responses: {
            /** @description The EVSE. Its tag changes with its status, too; `If-Match` also takes its version alone. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EvseRecord"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listStationTemplates: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Case makes no difference. */
                readonly vendor?: string;
                /** @description Case makes no difference. */
                readonly model?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["StationTemplate"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createStationTemplate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StationTemplatePost"];
            };
        };
        readonly responses: {
            /** @description The template. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StationTemplate"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getStationTemplate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The template. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StationTemplate"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putStationTemplate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StationTemplatePut"];
            };
        };
        readonly responses: {
            /** @description The template. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StationTemplate"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteStationTemplate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSessions: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Whatever station it was on. Its eMI3 id is taken, too. */
                readonly evse_uid?: string;
                /** @description Only sessions that this token began. */
                readonly token_uid?: string;
                readonly status?: components["schemas"]["SessionStatus"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Session"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The session. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSessionTrace: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["TraceEntry"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listReadings: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Reading"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly closeSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The session. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listTokens: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Only those that were deleted and are kept because of their history; else only those in use. */
                readonly retired?: components["parameters"]["Retired"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Token"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["TokenItem"][];
            };
        };
        readonly responses: {
            readonly 200: components["responses"]["BulkPut"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /**
                 * @description Compared without regard to case.
                 * @example DEMO-CARD-1
                 */
                readonly uid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The token. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /**
                 * @description Compared without regard to case.
                 * @example DEMO-CARD-1
                 */
                readonly uid: components["parameters"]["TokenKey"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TokenPut"];
            };
        };
        readonly responses: {
            /** @description The token. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The token. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /**
                 * @description Compared without regard to case.
                 * @example DEMO-CARD-1
                 */
                readonly uid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The token. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /**
                 * @description Compared without regard to case.
                 * @example DEMO-CARD-1
                 */
                readonly uid: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["TokenPatch"];
                readonly "application/json": components["schemas"]["TokenPatch"];
            };
        };
        readonly responses: {
            /** @description The token. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listCommands: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly session_id?: components["parameters"]["SessionId"];
                readonly type?: components["schemas"]["CommandType"];
                readonly status?: components["schemas"]["CommandStatus"];
                /** @description Only those of one request for many stations. */
                readonly batch_id?: string;
                /** @description Where its station stood when it was asked for. */
                readonly location_id?: string;
                /** @description Whatever station it was on. Its eMI3 id is taken, too. */
                readonly evse_uid?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Command"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly startSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StartSession"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly stopSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StopSession"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly unlockConnector: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UnlockConnector"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly resetStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ResetStation"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly changeAvailability: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeAvailability"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly triggerMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TriggerMessage"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["GetConfiguration"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetConfiguration"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getVariables: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["GetVariables"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setVariables: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetVariables"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setChargingProfile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetChargingProfile"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly clearChargingProfile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClearChargingProfile"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCompositeSchedule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["GetCompositeSchedule"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly setChargingLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetChargingLimit"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly clearChargingLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClearChargingLimit"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandAccepted"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly bulkResetStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BulkResetStation"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandBatch"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly bulkChangeAvailability: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BulkChangeAvailability"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandBatch"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly bulkSetChargingLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BulkSetChargingLimit"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandBatch"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly bulkClearChargingLimit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BulkClearChargingLimit"];
            };
        };
        readonly responses: {
            readonly 202: components["responses"]["CommandBatch"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCommand: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for its end; it is answered as it is then. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The command. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Command"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getCommandTrace: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["TraceEntry"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly cancelCommand: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The command. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Command"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description Happened at or after. */
                readonly date_from?: string;
                /** @description Happened before. */
                readonly date_to?: string;
                /** @description Only these, separated by commas. One that the token's scopes do not open is refused with `insufficient_scope`. */
                readonly types?: components["parameters"]["EventTypes"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly session_id?: components["parameters"]["SessionId"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Only events of this object. */
                readonly object_id?: components["parameters"]["ObjectId"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Event"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The event. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Event"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly streamEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description The same, for a first connection; Last-Event-ID goes before it. */
                readonly after?: string;
                /** @description Only these, separated by commas. One that the token's scopes do not open is refused with `insufficient_scope`. */
                readonly types?: components["parameters"]["EventTypes"];
                readonly station_id?: components["parameters"]["StationId"];
                readonly session_id?: components["parameters"]["SessionId"];
                readonly location_id?: components["parameters"]["LocationId"];
                /** @description Only events of this object. */
                readonly object_id?: components["parameters"]["ObjectId"];
            };
            readonly header?: {
                /** @description The id of the last event seen. */
                readonly "Last-Event-ID"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The stream. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listClients: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Client"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /** @example demo-fleet */
                readonly id: components["parameters"]["ClientInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The client. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Client"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example demo-fleet */
                readonly id: components["parameters"]["ClientKey"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClientPut"];
            };
        };
        readonly responses: {
            /** @description The client. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ClientWithSecret"];
                };
            };
            /** @description The client. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ClientWithSecret"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example demo-fleet */
                readonly id: components["parameters"]["ClientInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchClient: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /** @example demo-fleet */
                readonly id: components["parameters"]["ClientInPath"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["ClientPatch"];
                readonly "application/json": components["schemas"]["ClientPatch"];
            };
        };
        readonly responses: {
            /** @description The client. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ClientWithSecret"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listAccounts: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                readonly role?: components["schemas"]["AccountRole"];
                readonly status?: components["schemas"]["AccountStatus"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Account"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AccountPost"];
            };
        };
        readonly responses: {
            /** @description The account, and the link to hand to its owner. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountWithLink"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The account. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AccountPatch"];
                readonly "application/merge-patch+json": components["schemas"]["AccountPatch"];
            };
        };
        readonly responses: {
            /** @description The account. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly inviteAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The account, and the link to hand to its owner. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountWithLink"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly resetAccountPassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The account, and the link to hand to its owner. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AccountWithLink"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly resetAccountTotp: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The account. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly lockAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The account. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly unlockAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The account. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listPersistedOperations: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
                /** @description Of this client alone. */
                readonly client_id?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["PersistedOperation"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly registerPersistedOperation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PersistedOperationPost"];
            };
        };
        readonly responses: {
            /** @description The operation. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PersistedOperation"];
                };
            };
            /** @description The operation. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PersistedOperation"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getPersistedOperation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The operation. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PersistedOperation"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deletePersistedOperation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSandboxes: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Sandbox"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createSandbox: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SandboxCreate"];
            };
        };
        readonly responses: {
            /** @description The sandbox, with the secret of its client. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SandboxWithSecret"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getSandbox: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The sandbox. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sandbox"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteSandbox: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listSandboxStations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["SandboxStation"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createSandboxStation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SandboxStationCreate"];
            };
        };
        readonly responses: {
            /** @description The station. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SandboxStation"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly actInSandbox: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
                /** @example PLUG_IN */
                readonly action: components["schemas"]["SandboxActionName"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SandboxAction"];
            };
        };
        readonly responses: {
            /** @description The station, as it is to be from now on. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SandboxStation"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listParties: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Party"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getParty: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                /**
                 * @description Country code and party id, such as NL-VGT, without regard to case.
                 * @example NL-VGT
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The party. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Party"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly putParty: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                /**
                 * @description Country code and party id, such as NL-VGT, without regard to case.
                 * @example NL-VGT
                 */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PartyPut"];
            };
        };
        readonly responses: {
            /** @description The party. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Party"];
                };
            };
            /** @description The party. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Party"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listWebhookEndpoints: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                /** @description From the oldest, or from the newest. */
                readonly order?: components["parameters"]["Order"];
                /** @description What the list is in the order of: when they were made, or when they were changed last. A cursor goes on in its own order only, and is refused with another. */
                readonly order_by?: components["parameters"]["OrderBy"];
                /** @description Changed at or after. */
                readonly date_from?: components["parameters"]["DateFrom"];
                /** @description Changed before. */
                readonly date_to?: components["parameters"]["DateTo"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Total-Count": components["headers"]["TotalCount"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["WebhookEndpoint"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly createWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookEndpointPost"];
            };
        };
        readonly responses: {
            /** @description The endpoint, with its secret. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 304 if it is still at this version. */
                readonly "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The endpoint. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            readonly 304: components["responses"]["NotModified"];
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly deleteWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is deleted. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly patchWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if it is at this version; else 412. `*` stands for any. */
                readonly "If-Match"?: components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["WebhookEndpointPatch"];
                readonly "application/json": components["schemas"]["WebhookEndpointPatch"];
            };
        };
        readonly responses: {
            /** @description The endpoint. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly rotateWebhookSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The same key and body give the first answer again for 24 hours, with `Idempotency-Replayed` true. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        readonly responses: {
            /** @description The endpoint, with its new secret. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly testWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What came of it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookTestResult"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly enableWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The endpoint. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly disableWebhookEndpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookDisable"];
            };
        };
        readonly responses: {
            /** @description The endpoint. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly replayWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        readonly responses: {
            /** @description They are on their way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly listWebhookDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description Items in a page. */
                readonly limit?: components["parameters"]["Limit"];
                /** @description Opaque, from the Link header of the page before. */
                readonly cursor?: components["parameters"]["Cursor"];
                readonly endpoint_id?: string;
                readonly event_id?: string;
                readonly status?: components["schemas"]["WebhookDeliveryStatus"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page. */
            readonly 200: {
                headers: {
                    readonly Link: components["headers"]["Link"];
                    readonly "X-Limit": components["headers"]["Limit"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["WebhookDelivery"][];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
    readonly getWebhookDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["Id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            readonly default: components["responses"]["Problem"];
        };
    };
}
