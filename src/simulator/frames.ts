/** OCPP-J frames: message type, id, and what follows. */
export type Frame =
  | { readonly kind: 'call'; readonly id: string; readonly action: string; readonly payload: object }
  | { readonly kind: 'result'; readonly id: string; readonly payload: object }
  | { readonly kind: 'error'; readonly id: string; readonly code: string; readonly description: string }
  /** 2.1: CALLRESULTERROR (5) and SEND (6), and whatever else a station need not answer. */
  | { readonly kind: 'other'; readonly type: number; readonly id: string | null }
  | { readonly kind: 'unreadable' };

export type LoggedFrame = {
  readonly direction: 'in' | 'out';
  readonly at: Date;
  readonly text: string;
  readonly kind: Frame['kind'];
  readonly id: string | null;
  /** Of a call; null for anything else. */
  readonly action: string | null;
};

const objectOr = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

export const parseFrame = (text: string): Frame => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'unreadable' };
    throw error;
  }
  if (!Array.isArray(value)) return { kind: 'unreadable' };
  const [type, id, third, fourth] = value as unknown[];
  if (typeof type !== 'number') return { kind: 'unreadable' };
  if (typeof id !== 'string') return type > 4 ? { kind: 'other', type, id: null } : { kind: 'unreadable' };
  if (type === 2 && typeof third === 'string') return { kind: 'call', id, action: third, payload: objectOr(fourth) };
  if (type === 3) return { kind: 'result', id, payload: objectOr(third) };
  if (type === 4) return { kind: 'error', id, code: String(third), description: String(fourth ?? '') };
  return type === 2 ? { kind: 'unreadable' } : { kind: 'other', type, id };
};

export const logged = (direction: 'in' | 'out', at: Date, text: string): LoggedFrame => {
  const frame = parseFrame(text);
  return {
    direction,
    at,
    text,
    kind: frame.kind,
    id: 'id' in frame ? frame.id : null,
    action: frame.kind === 'call' ? frame.action : null,
  };
};
