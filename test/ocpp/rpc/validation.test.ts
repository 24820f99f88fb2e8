import { describe, expect, it } from 'vitest';
import type { SchemaFault } from '../../../src/ocpp/protocol.ts';
import { judge } from '../../../src/ocpp/rpc/validation.ts';

const fault = (keyword: string, pointer = '/x'): SchemaFault => ({ pointer, keyword, detail: '', fault: 'property' });

describe('judge', () => {
  it('refuses any fault when strict', () => {
    expect(judge('strict', [fault('maxLength')]).refused).toMatchObject({ keyword: 'maxLength' });
    expect(judge('strict', []).refused).toBeNull();
  });

  it.each(['additionalProperties', 'maxLength', 'minLength', 'format', 'maxItems', 'multipleOf', 'minimum', 'maximum'])(
    'takes and flags a fault of %s when lenient',
    (keyword) => {
      expect(judge('lenient', [fault(keyword)])).toEqual({ refused: null, tolerated: [fault(keyword)] });
    },
  );

  it.each(['required', 'type', 'enum', 'minItems'])(
    'refuses a fault of %s when lenient, wherever it stands',
    (keyword) => {
      expect(judge('lenient', [fault('maxLength'), fault(keyword)]).refused).toEqual(fault(keyword));
    },
  );

  it('takes an unknown value in a sampled value when lenient', () => {
    const unit = fault('enum', '/meterValue/0/sampledValue/1/unit');
    expect(judge('lenient', [unit])).toEqual({ refused: null, tolerated: [unit] });
  });

  it('takes everything when off', () => {
    expect(judge('off', [fault('required')]).refused).toBeNull();
  });
});
