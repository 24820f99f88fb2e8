/** The page behind a link of an invitation or a password reset. The code in the link is what opens it; no cookie does. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDomainError } from '../domain/error.ts';
import type { At, SignIn } from '../services/accounts/sign-in.ts';
import type { Log } from '../services/ports/observing.ts';
import type { AddressOf } from '../services/request-address.ts';
import { saidOf } from '../services/request-origin.ts';
import { isOwnForm, readForm } from './form.ts';
import { type Page, sendPage } from './pages/page.ts';
import { messagePage, passwordPage } from './pages/sign-in-pages.ts';
import { LINK_PATH } from './paths.ts';

const OVER = messagePage(
  'This link is not good any more',
  'It was used, or it is too old. Whoever sent it can send you another one.',
  410,
);

export const createPasswordLinks = ({
  signIn,
  publicUrl,
  addressOf,
  log,
}: {
  readonly signIn: SignIn;
  readonly publicUrl: string;
  readonly addressOf: AddressOf;
  readonly log: Log;
}): { readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> } => {
  const { origin, protocol } = new URL(publicUrl);

  const pageFor = async (code: string, fault: string | null): Promise<Page> => {
    const account = await signIn.linked(code);
    if (account === null) return OVER;
    const isInvitation = account.link?.purpose === 'invitation';
    return { ...passwordPage({ action: LINK_PATH, fault, code, login: account.login, isInvitation }) };
  };

  const take = async (form: URLSearchParams, at: At): Promise<Page> => {
    const [code, password] = [form.get('code') ?? '', form.get('password') ?? ''];
    if (password !== form.get('again')) return pageFor(code, 'The two are not the same.');
    try {
      const account = await signIn.setPassword({ code, password }, at);
      if (account === null) return OVER;
      return messagePage('The password is set', `Go back to the app, and sign in as ${account.login}.`);
    } catch (error) {
      if (isDomainError(error, 'invalid_request')) return pageFor(code, error.detail);
      if (isDomainError(error, 'unavailable')) return pageFor(code, 'There is much to do just now: try again.');
      throw error;
    }
  };

  const pageOf = async (request: IncomingMessage): Promise<Page> => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      return pageFor(new URL(request.url ?? '', origin).searchParams.get('code') ?? '', null);
    }
    if (request.method !== 'POST' || !isOwnForm(request, origin)) {
      return messagePage('Not from here', 'This form was sent by another site.', 403);
    }
    const from = { face: 'login', address: addressOf(request), requestId: null, ...saidOf(request.headers) } as const;
    return take(await readForm(request), { from, clientId: null });
  };

  return {
    handle: async (request, response) => {
      const page = await pageOf(request).catch((error: unknown) => {
        log.error({ err: error }, 'oauth.failed');
        return messagePage('This did not work', 'Try again in a moment.', 500);
      });
      sendPage(response, page, protocol === 'https:');
    },
  };
};
