/**
 * Signing in, step by step, for the authorization request that oidc-provider holds under the cookie of its interaction: a
 * password, a code of an authenticator (or setting one up), or the company's own provider; then the consent.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Grant, Interaction, Provider } from 'oidc-provider';
import type { Client } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import { isDomainError } from '../domain/error.ts';
import type { At, SignIn } from '../services/accounts/sign-in.ts';
import { totpUri } from '../services/accounts/totp.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { Log } from '../services/ports/observing.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock } from '../services/ports/time.ts';
import type { AddressOf } from '../services/request-address.ts';
import { saidOf } from '../services/request-origin.ts';
import type { CompanyLogin } from './company-login.ts';
import { isOwnForm, readForm } from './form.ts';
import { type Page, sendPage } from './pages/page.ts';
import { codePage, consentPage, enrolPage, loginPage, messagePage, recoveryCodesPage } from './pages/sign-in-pages.ts';
import { COMPANY_STEP, INTERACTION_PATH } from './paths.ts';
import { fillGrant, givable } from './person-grant.ts';

/** How far somebody is between two pages; of an interaction, whose cookie alone leads here. */
const STEP = 'oauth-sign-in-step';
const STEP_FOR_MS = 600_000;

type Step = {
  readonly accountId: string;
  /** code: the password was right. enrol: the same, and there is no authenticator yet. done: only codes are to be kept. */
  readonly wants: 'code' | 'enrol' | 'done';
  /** Of the authenticator that is set up. */
  readonly secret: string | null;
  /** RFC 8176. */
  readonly methods: readonly string[];
};

const WRONG = 'The login or the password is not right.';
const WRONG_CODE = 'The code is not right, or was used before.';
const TOO_MANY = 'Too many were wrong. Wait some minutes, then try again.';

export type Interactions = { readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> };

type Turn = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly interaction: Interaction;
  readonly client: Client;
  readonly action: string;
  readonly leadsTo: string;
  readonly at: At;
};

export const createInteractions = ({
  provider,
  store,
  signIn,
  company,
  audience,
  addressOf,
  clock,
  log,
}: {
  readonly provider: Provider;
  readonly store: RecordStore & ClientStore;
  readonly signIn: SignIn;
  readonly company: CompanyLogin | null;
  readonly audience: string;
  readonly addressOf: AddressOf;
  readonly clock: Clock;
  readonly log: Log;
}): Interactions => {
  const { origin, protocol } = new URL(audience);
  const isHttps = protocol === 'https:';
  const send = (response: ServerResponse, page: Page): void => sendPage(response, page, isHttps);

  const stepOf = async ({ interaction }: Turn): Promise<Step | null> =>
    (await store.record(STEP, interaction.uid)) as Step | null;
  const keepStep = async ({ interaction }: Turn, step: Step): Promise<void> =>
    store.putRecord(
      STEP,
      interaction.uid,
      { ...step, methods: [...step.methods] },
      {
        expiresAt: new Date(clock.now().getTime() + STEP_FOR_MS),
      },
    );

  const frame = ({ action, leadsTo }: Turn, fault: string | null) => ({ action, leadsTo, fault });

  const showLogin = (turn: Turn, fault: string | null, login: string | null = null): void => {
    const hint = turn.interaction.params.login_hint;
    send(
      turn.response,
      loginPage({
        ...frame(turn, fault),
        clientName: turn.client.name,
        login: login ?? (typeof hint === 'string' ? hint.slice(0, 254) : ''),
        company: company === null ? null : { name: company.name, href: `${turn.action}/${COMPANY_STEP}` },
      }),
    );
  };

  const showEnrol = (turn: Turn, account: Account, secret: string, fault: string | null): void =>
    send(turn.response, enrolPage({ ...frame(turn, fault), secret, uri: totpUri(secret, account.login) }));

  const finish = (turn: Turn, result: Parameters<Provider['interactionFinished']>[2]): Promise<void> =>
    provider.interactionFinished(turn.request, turn.response, result);

  const refuseHere = (turn: Turn, description: string): Promise<void> =>
    finish(turn, { error: 'access_denied', error_description: description });

  const letIn = async (turn: Turn, accountId: string, methods: readonly string[]): Promise<void> => {
    const done = await signIn.done(accountId, turn.at);
    await store.deleteRecord(STEP, turn.interaction.uid);
    if (done === null) return refuseHere(turn, 'the account is locked');
    await finish(turn, { login: { accountId, ts: done.authTimeS, amr: [...methods], remember: true } });
  };

  const asked = ({ interaction, client }: Turn, account: Account) =>
    givable(String(interaction.params.scope ?? '').split(' '), account, client.scopes);

  const consent = async (turn: Turn, account: Account): Promise<void> => {
    const scopes = asked(turn, account);
    if (scopes.given.length === 0) return refuseHere(turn, 'the account may do nothing of what was asked for');
    const grant: Grant = new provider.Grant({ accountId: account.id, clientId: turn.client.id });
    fillGrant(grant, scopes, audience);
    await finish(turn, { consent: { grantId: await grant.save() } });
  };

  const show = async (turn: Turn): Promise<void> => {
    if (turn.interaction.prompt.name === 'consent') {
      const account = await signIn.account(turn.interaction.session?.accountId ?? '');
      if (account === null) return refuseHere(turn, 'the account is locked');
      const { given: scopes } = asked(turn, account);
      if (scopes.length === 0) return consent(turn, account);
      send(
        turn.response,
        consentPage({ ...frame(turn, null), clientName: turn.client.name, login: account.login, scopes }),
      );
      return;
    }
    const step = await stepOf(turn);
    const account = step === null ? null : await signIn.account(step.accountId);
    if (step === null || account === null) return showLogin(turn, null);
    if (step.wants === 'code') return send(turn.response, codePage(frame(turn, null)));
    if (step.wants === 'enrol' && step.secret !== null) return showEnrol(turn, account, step.secret, null);
    await letIn(turn, account.id, step.methods);
  };

  const afterPassword = async (turn: Turn, account: Account): Promise<void> => {
    if (account.totp !== null) {
      await keepStep(turn, { accountId: account.id, wants: 'code', secret: null, methods: ['pwd'] });
      return send(turn.response, codePage(frame(turn, null)));
    }
    if (!account.totpRequired) return letIn(turn, account.id, ['pwd']);
    const secret = signIn.newTotpSecret();
    await keepStep(turn, { accountId: account.id, wants: 'enrol', secret, methods: ['pwd'] });
    showEnrol(turn, account, secret, null);
  };

  const takeCode = async (turn: Turn, code: string): Promise<void> => {
    const step = await stepOf(turn);
    if (step?.wants !== 'code') return showLogin(turn, null);
    const account = await signIn.byCode(step.accountId, code, turn.at);
    if (account === null) return send(turn.response, codePage(frame(turn, WRONG_CODE)));
    await letIn(turn, account.id, [...step.methods, 'otp', 'mfa']);
  };

  const takeEnrolment = async (turn: Turn, code: string): Promise<void> => {
    const step = await stepOf(turn);
    const account = step === null ? null : await signIn.account(step.accountId);
    if (step?.wants !== 'enrol' || step.secret === null || account === null) return showLogin(turn, null);
    const { accountId, secret } = step;
    const codes = await signIn.setUpTotp({ accountId, secret, code }, turn.at);
    if (codes === null) return showEnrol(turn, account, secret, WRONG_CODE);
    await keepStep(turn, { ...step, wants: 'done', secret: null, methods: [...step.methods, 'otp', 'mfa'] });
    send(turn.response, recoveryCodesPage({ ...frame(turn, null), codes }));
  };

  const takeConsent = async (turn: Turn): Promise<void> => {
    const account = await signIn.account(turn.interaction.session?.accountId ?? '');
    if (turn.interaction.prompt.name !== 'consent') return show(turn);
    if (account === null) return refuseHere(turn, 'the account is locked');
    await consent(turn, account);
  };

  const take = async (turn: Turn): Promise<void> => {
    const form = await readForm(turn.request);
    const code = form.get('code') ?? '';
    switch (form.get('step')) {
      case 'password': {
        if (turn.interaction.prompt.name !== 'login') return show(turn);
        const login = (form.get('login') ?? '').trim();
        const account = await signIn.byPassword({ login, password: form.get('password') ?? '' }, turn.at);
        if (account === null) return showLogin(turn, WRONG, login);
        return afterPassword(turn, account);
      }
      case 'code':
        return takeCode(turn, code);
      case 'enrol':
        return takeEnrolment(turn, code);
      case 'consent':
        return takeConsent(turn);
      case 'abort':
        await store.deleteRecord(STEP, turn.interaction.uid);
        return refuseHere(turn, 'the sign-in was cancelled');
      default:
        return show(turn);
    }
  };

  /** To the company's provider, or back from it with an answer. */
  const byCompany = async (turn: Turn, login: CompanyLogin, query: URLSearchParams): Promise<void> => {
    if (turn.interaction.prompt.name !== 'login') return show(turn);
    if (!query.has('state')) {
      const location = await login.begin(turn.interaction.uid);
      turn.response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
      return;
    }
    const told = await login.end(turn.interaction.uid, query);
    const account = told === null ? null : await signIn.byIdentity(told, turn.at);
    if (account === null) return showLogin(turn, `${login.name} did not say that you may come in here.`);
    await letIn(turn, account.id, ['ext']);
  };

  const turnOf = async (request: IncomingMessage, response: ServerResponse, uid: string): Promise<Turn | null> => {
    const interaction = await provider.interactionDetails(request, response).catch((error: unknown) => {
      // No cookie, or an interaction that is over.
      if (error instanceof Error && error.name === 'SessionNotFound') return null;
      throw error;
    });
    if (interaction === null || interaction.uid !== uid) return null;
    const client = await store.client(String(interaction.params.client_id));
    if (client === null) return null;
    const from = { face: 'login', address: addressOf(request), requestId: null, ...saidOf(request.headers) } as const;
    return {
      request,
      response,
      interaction,
      client,
      action: `${INTERACTION_PATH}${uid}`,
      leadsTo: String(interaction.params.redirect_uri),
      at: { from, clientId: client.id },
    };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    const [uid = '', step, ...more] = pathname.slice(INTERACTION_PATH.length).split('/');
    const turn = more.length > 0 ? null : await turnOf(request, response, uid);
    if (turn === null) {
      const text = 'Go back to the app and sign in again: this page is good for half an hour, in one browser.';
      return send(response, messagePage('This sign-in is over', text, 400));
    }
    if (step === COMPANY_STEP && company !== null && request.method === 'GET') {
      return byCompany(turn, company, searchParams);
    }
    if (step !== undefined) return send(response, messagePage('There is no such page', 'Go back to the app.', 404));
    if (request.method === 'GET' || request.method === 'HEAD') return show(turn);
    if (request.method !== 'POST') {
      response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
      return;
    }
    if (!isOwnForm(request, origin)) {
      return send(response, messagePage('Not from here', 'This form was sent by another site.', 403));
    }
    try {
      await take(turn);
    } catch (error) {
      if (!isDomainError(error, 'rate_limited') && !isDomainError(error, 'unavailable')) throw error;
      const step = await stepOf(turn);
      response.statusCode = 429;
      if (step?.wants === 'code') send(response, { ...codePage(frame(turn, TOO_MANY)), status: 429 });
      else send(response, messagePage('Too many tries', TOO_MANY, 429));
    }
  };

  return {
    handle: (request, response) =>
      serve(request, response).catch((error: unknown) => {
        log.error({ err: error }, 'oauth.failed');
        if (response.headersSent) response.destroy();
        else send(response, messagePage('This did not work', 'Try again in a moment.', 500));
      }),
  };
};
