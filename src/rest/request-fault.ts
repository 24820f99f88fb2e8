/** A request that is not as the description has it; the problem handler tells it by its HTTP status. */
export class RequestFault extends Error {
  readonly status: number;
  /** Of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON Pointers into the request as express has it: /query/…, /headers/…, /params/…, /body/…; none: it is all of it. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];

  constructor(
    status: number,
    message: string,
    { headers = {}, errors = [] }: Partial<Pick<RequestFault, 'headers' | 'errors'>> = {},
  ) {
    super(message);
    this.name = 'RequestFault';
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}
