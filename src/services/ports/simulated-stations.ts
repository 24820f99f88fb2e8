import type { OcppVersion } from '../../domain/station.ts';

/** A station that is simulated in this process, over a socket as any other. */
export type SimulatedStation = {
  readonly connect: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
  readonly plugIn: (connectorId: number, maxPowerW: number | null) => void;
  readonly unplug: (connectorId: number) => void;
  readonly fault: (connectorId: number, errorCode: string | null) => void;
  /** What the station was told of it. */
  readonly presentToken: (uid: string, connectorId: number | null) => Promise<string>;
  readonly behave: (how: {
    readonly answerDelayMs: number;
    readonly losesAnswers: boolean;
    readonly rejectsCommands: boolean;
  }) => void;
  readonly close: () => Promise<void>;
};

export type SimulateStation = (station: {
  readonly id: string;
  readonly protocol: OcppVersion;
  readonly connectors: number;
  readonly password: string;
}) => SimulatedStation;
