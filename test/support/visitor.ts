/** Somebody with a browser, as far as signing in needs one: cookies by path, redirects, forms. It runs no scripts. */

export type Visit = {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
};

export type Visitor = {
  /** Follows redirects while they stay at the origins; one that leads elsewhere is the visit's url, with status 0. */
  readonly open: (url: string) => Promise<Visit>;
  /** Sends the page's form of that step (or its first one), with what is typed in. */
  readonly submit: (page: Visit, step: string | null, typed?: Readonly<Record<string, string>>) => Promise<Visit>;
  readonly cookies: () => readonly string[];
};

type Cookie = { readonly name: string; readonly value: string; readonly path: string; readonly host: string };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
export const plainText = (text: string): string => text.replace(/&(\w+|#39);/g, (_, name) => ENTITIES[name] ?? '');

const MOST_REDIRECTS = 20;

/** origins: where it follows to. headers: sent with each request. route: who answers for an address. */
export const createVisitor = (
  origins: readonly string[],
  headers: Readonly<Record<string, string>> = {},
  route: (url: URL) => URL = (url) => url,
): Visitor => {
  let cookies: Cookie[] = [];

  const keep = (url: URL, lines: readonly string[]): void => {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/; */);
      const [name = '', ...value] = pair.split('=');
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
      cookies = cookies.filter((one) => one.name !== name || one.path !== path || one.host !== url.host);
      const isGone = attributes.some((one) => /^expires=Thu, 01 Jan 1970/i.test(one));
      if (!isGone) cookies.push({ name, value: value.join('='), path, host: url.host });
    }
  };

  const go = async (address: string, init: RequestInit = {}): Promise<Visit> => {
    let url = new URL(address);
    let how = init;
    for (let turn = 0; turn < MOST_REDIRECTS; turn += 1) {
      const sent = cookies.filter(({ path, host }) => host === url.host && url.pathname.startsWith(path));
      const response = await fetch(route(url), {
        ...how,
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          ...headers,
          cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; '),
        },
      });
      keep(url, response.headers.getSetCookie());
      const location = response.headers.get('location');
      const text = await response.text();
      if (location === null) return { status: response.status, url: url.href, headers: response.headers, text };
      const next = new URL(location, url);
      if (!origins.includes(next.origin) || next.origin === 'null') {
        return { status: 0, url: next.href, headers: response.headers, text: '' };
      }
      url = next;
      how = {};
    }
    throw new Error(`too many redirects: ${address}`);
  };

  return {
    open: (url) => go(url),
    cookies: () => cookies.map(({ name }) => name),
    submit: (page, step, typed = {}) => {
      const forms = [...page.text.matchAll(/<form\b[^>]*\baction="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
      const found = forms.find(([, , inside]) => step === null || inside?.includes(`name="step" value="${step}"`));
      if (found === undefined) throw new Error(`no form for ${step} at ${page.url}: ${page.text}`);
      const body = new URLSearchParams();
      for (const [, name = '', value = ''] of (found[2] ?? '').matchAll(
        /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
      )) {
        body.set(name, plainText(value));
      }
      for (const [name, value] of Object.entries(typed)) body.set(name, value);
      return go(new URL(plainText(found[1] ?? ''), page.url).href, { method: 'POST', body });
    },
  };
};
