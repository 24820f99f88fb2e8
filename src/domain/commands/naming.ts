/** What a command names: an EVSE, a session, a token; by the fields of its declaration, whatever its type. */
import type { TokenRef } from '../token.ts';
import { COMMAND_TYPES, type CommandParameters, type CommandType, fieldsOf } from './commands.ts';
import type { Named } from './fields.ts';

/** What of each type's fields names what. */
type Names = { readonly [N in Named]?: string };

const namesOf = (type: CommandType): Names =>
  Object.fromEntries(
    Object.entries(fieldsOf(type)).flatMap(([field, { names }]) => (names === undefined ? [] : [[names, field]])),
  );

const NAMES = Object.fromEntries(COMMAND_TYPES.map((type) => [type, namesOf(type)])) as Readonly<
  Record<CommandType, Names>
>;

type Asked = { readonly type: CommandType; readonly parameters: CommandParameters[CommandType] };

const named = <T>({ type, parameters }: Asked, what: Named): T | null => {
  const field = NAMES[type][what];
  // A field that names something holds that thing's key, or null: fields.ts ties the two together.
  return field === undefined ? null : ((parameters as Readonly<Record<string, unknown>>)[field] as T | null);
};

/** The EVSE and connector that a command names; null where it names none. */
export const namedConnector = (
  asked: Asked,
): { readonly evseId: number | null; readonly connectorId: number | null } => ({
  evseId: named<number>(asked, 'evse'),
  connectorId: named<number>(asked, 'connector'),
});

/** Whether commands of a type name an EVSE: such a one can be named by its uid, too. */
export const takesEvse = (type: CommandType): boolean => NAMES[type].evse !== undefined;

/** Whether commands of a type that name no EVSE mean the only one of their station. */
export const meansOnlyEvse = (type: CommandType): boolean =>
  Object.values(fieldsOf(type)).some(({ names, orOnly }) => names === 'evse' && orOnly === true);

/** The same, with that EVSE. */
export const withEvse = <A extends Asked>(asked: A, evseId: number): A => {
  const field = NAMES[asked.type].evse;
  return field === undefined ? asked : { ...asked, parameters: { ...asked.parameters, [field]: evseId } };
};

/**
 * Whether a command names a connector and no EVSE. What stands for a connector that was left out names none.
 */
export const namesConnectorAlone = (asked: Asked): boolean => {
  const { connector } = NAMES[asked.type];
  if (connector === undefined || (fieldsOf(asked.type)[connector]?.fallback ?? null) !== null) return false;
  const { evseId, connectorId } = namedConnector(asked);
  return (connectorId ?? null) !== null && (evseId ?? null) === null;
};

/** The same, where each connector of the station is an EVSE: of that EVSE its only connector. */
export const withConnectorAsEvse = <A extends Asked>(asked: A): A => {
  const { connectorId } = namedConnector(asked);
  const field = NAMES[asked.type].connector;
  if (connectorId === null || field === undefined) return asked;
  const { parameters, ...rest } = withEvse(asked, connectorId);
  return { ...rest, parameters: { ...parameters, [field]: 1 } } as A;
};

/** The session that a command names, or null. */
export const namedSession = (asked: Asked): string | null => named<string>(asked, 'session');

/** The token that a command names, or null. */
export const namedToken = (asked: Asked): TokenRef | null => named<TokenRef>(asked, 'token');

/** The same, with the token that it names as the gateway knows it. */
export const withToken = <A extends Asked>(asked: A, token: TokenRef): A => {
  const field = NAMES[asked.type].token;
  return field === undefined ? asked : { ...asked, parameters: { ...asked.parameters, [field]: token } };
};

/** Commands that are seen with a token of their own, and not with that of their session. */
export const TYPES_WITH_TOKEN: readonly CommandType[] = COMMAND_TYPES.filter((type) => NAMES[type].token !== undefined);
