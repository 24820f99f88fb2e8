/**
 * ConnectorEnumType as OCPI says it (OCPP 2.0.1 part 2, 3.20; 2.1 adds some). `c` hangs on a cable, `s` is a socket. What
 * OCPI has no word for tells what it does of current and format alone.
 */
import type { ConnectorFacts, ConnectorFormat, ConnectorStandard, PowerType } from '../../domain/plug.ts';

type TypeFacts = Omit<ConnectorFacts, 'id'>;

const of = (
  format: ConnectorFormat | null,
  standard: ConnectorStandard | null,
  powerType: PowerType | null,
  maxAmperageA: number | null = null,
): TypeFacts => ({ format, standard, powerType, maxAmperageA });

const TYPES: ReadonlyMap<string, TypeFacts> = new Map(
  Object.entries({
    cCCS1: of('CABLE', 'IEC_62196_T1_COMBO', 'DC'),
    cCCS2: of('CABLE', 'IEC_62196_T2_COMBO', 'DC'),
    cChaoJi: of('CABLE', 'CHAOJI', 'DC'),
    cG105: of('CABLE', 'CHADEMO', 'DC'),
    'cGBT-DC': of('CABLE', 'GBT_DC', 'DC'),
    cMCS: of('CABLE', null, 'DC'),
    cNACS: of('CABLE', 'SAE_J3400', null),
    cTesla: of('CABLE', 'TESLA_S', null),
    cType1: of('CABLE', 'IEC_62196_T1', 'AC_1_PHASE'),
    // Of one to three phases.
    cType2: of('CABLE', 'IEC_62196_T2', null),
    cUltraChaoJi: of('CABLE', null, 'DC'),
    's309-1P-16A': of('SOCKET', 'IEC_60309_2_single_16', 'AC_1_PHASE', 16),
    's309-1P-32A': of('SOCKET', null, 'AC_1_PHASE', 32),
    's309-3P-16A': of('SOCKET', 'IEC_60309_2_three_16', 'AC_3_PHASE', 16),
    's309-3P-32A': of('SOCKET', 'IEC_60309_2_three_32', 'AC_3_PHASE', 32),
    sBS1361: of('SOCKET', 'DOMESTIC_G', 'AC_1_PHASE'),
    'sCEE-7-7': of('SOCKET', 'DOMESTIC_F', 'AC_1_PHASE'),
    sType2: of('SOCKET', 'IEC_62196_T2', null),
    sType3: of('SOCKET', 'IEC_62196_T3C', null),
    Other1PhMax16A: of(null, null, 'AC_1_PHASE'),
    Other1PhOver16A: of(null, null, 'AC_1_PHASE'),
    Other3Ph: of(null, null, 'AC_3_PHASE'),
    Pan: of(null, null, 'DC'),
  }).map(([name, facts]) => [name.toLowerCase(), facts]),
);

/** null: it says nothing (Unknown, Undetermined), or nothing that is understood. */
export const factsOfType = (type: string | null): TypeFacts | null =>
  TYPES.get(type?.trim().toLowerCase() ?? '') ?? null;
