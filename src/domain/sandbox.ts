/**
 * Sandboxes: parties of their own, whose stations the gateway simulates. That they are parties keeps them from everything
 * real, and everything real from them: a client that is bound to a party sees and moves nothing of others'.
 */
import type { Scope } from './access.ts';
import type { OcppVersion } from './station.ts';

/** Of user-assigned codes of ISO 3166-1: no operator's party has it. */
export const SANDBOX_COUNTRY = 'XS';

/** By a party's id alone, so that whatever carries one tells of it. */
export const isSandboxParty = (partyId: string): boolean => partyId.startsWith(`${SANDBOX_COUNTRY}-`);

/** Ids are given once over the installation: a sandbox takes none that somebody real may want. */
export const SANDBOX_SCOPES: readonly Scope[] = [
  'locations:read',
  'stations:read',
  'stations:control',
  'sessions:read',
  'sessions:control',
  'charging:control',
  'tokens:read',
  'events:read',
  'webhooks:manage',
  'sandbox:control',
];

export const MOST_SANDBOXES = 100;
export const MOST_STATIONS = 10;
export const MOST_CONNECTORS = 4;
/** Unused for so long, its stations go offline; the next use of it brings them back. */
export const SANDBOX_SLEEPS_AFTER_MS = 30 * 60_000;

/** A plug of a simulated station, as it should be. */
export type SandboxConnector = {
  readonly id: number;
  readonly pluggedIn: boolean;
  /** What the vehicle takes at most; null: 11 kW. */
  readonly maxPowerW: number | null;
  /** OCPP's; null: it is well. */
  readonly errorCode: string | null;
};

/** The last card that was shown, and what the station was told of it; null: not yet. */
export type ShownCard = {
  /** Counts cards of the station from 1. */
  readonly number: number;
  readonly uid: string;
  readonly connectorId: number | null;
  readonly outcome: string | null;
};

/** A simulated station as it should be: whoever runs it makes it so. */
export type SandboxStation = {
  readonly id: string;
  readonly protocol: OcppVersion;
  readonly online: boolean;
  readonly connectors: readonly SandboxConnector[];
  readonly card: ShownCard | null;
  /** How late it answers commands; 0: at once. */
  readonly answerDelayMs: number;
  /** It does what commands ask, and does not answer them. */
  readonly losesAnswers: boolean;
  /** It refuses commands. */
  readonly rejectsCommands: boolean;
};

export type Sandbox = {
  /** Of its party: `XS-K3F`. */
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly clientId: string;
  readonly stations: readonly SandboxStation[];
  /** With which its stations come in, by their ids. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const newSandboxStation = (id: string, protocol: OcppVersion, connectors: number): SandboxStation => ({
  id,
  protocol,
  online: true,
  connectors: Array.from({ length: connectors }, (_, index) => ({
    id: index + 1,
    pluggedIn: false,
    maxPowerW: null,
    errorCode: null,
  })),
  card: null,
  answerDelayMs: 0,
  losesAnswers: false,
  rejectsCommands: false,
});

export const isAwake = ({ updatedAt }: Pick<Sandbox, 'updatedAt'>, nowAt: Date): boolean =>
  nowAt.getTime() - updatedAt.getTime() < SANDBOX_SLEEPS_AFTER_MS;
