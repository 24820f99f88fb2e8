/** Values that no JavaScript value can stand for in a JSON text: they are put in by their marks. */

const MARK = /"@@raw(\d+)@@"/g;

export type RawJson = {
  /** A string that becomes this piece of text. */
  readonly mark: (text: string) => string;
  readonly stringify: (value: unknown) => string;
};

export const createRawJson = (): RawJson => {
  const texts: string[] = [];
  return {
    mark: (text) => {
      texts.push(text);
      return `@@raw${texts.length - 1}@@`;
    },
    stringify: (value) =>
      (JSON.stringify(value) ?? 'null').replaceAll(MARK, (_mark, index: string) => texts[Number(index)] ?? 'null'),
  };
};
