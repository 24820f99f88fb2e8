/** The pages of signing in, one function each; what they show is given. */
import { renderSVG } from 'uqr';
import type { Scope } from '../../domain/access.ts';
import { type Html, html, trustedHtml } from './html.ts';
import type { Page } from './page.ts';

/** What went wrong with what was sent before; null: nothing. */
type Fault = string | null;

/** action: where the form goes. leadsTo: the client's address. */
type Frame = { readonly action: string; readonly leadsTo: string | null; readonly fault: Fault };

const told = (fault: Fault): Html | null => (fault === null ? null : html`<p class="fault" role="alert">${fault}</p>`);

const form = (action: string, step: string, inside: Html): Html =>
  html`<form method="post" action="${action}"><input type="hidden" name="step" value="${step}">${inside}</form>`;

const abort = (action: string): Html =>
  form(action, 'abort', html`<button class="other" type="submit">Cancel</button>`);

export const loginPage = ({
  action,
  leadsTo,
  fault,
  clientName,
  login,
  company,
}: Frame & {
  readonly clientName: string;
  readonly login: string;
  /** The company's own provider, where there is one. */
  readonly company: { readonly name: string; readonly href: string } | null;
}): Page => ({
  title: `Sign in to ${clientName}`,
  leadsTo,
  body: html`${told(fault)}
${
  company === null
    ? null
    : html`<a class="button" href="${company.href}">Sign in with ${company.name}</a><p class="soft">Or with a password:</p>`
}
${form(
  action,
  'password',
  html`<label for="login">Login</label>
<input id="login" name="login" value="${login}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required>
<button type="submit">Sign in</button>`,
)}
${abort(action)}
<p class="soft">Forgot the password? Whoever invited you can send you a link for a new one.</p>`,
});

export const codePage = ({ action, leadsTo, fault }: Frame): Page => ({
  title: 'Enter a code',
  leadsTo,
  body: html`${told(fault)}
<p>Open your authenticator app and enter the six digits that it shows. If you lost it, enter a recovery code.</p>
${form(
  action,
  'code',
  html`<label for="code">Code</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="30" required>
<button type="submit">Continue</button>`,
)}
${abort(action)}`,
});

export const enrolPage = ({
  action,
  leadsTo,
  fault,
  uri,
  secret,
}: Frame & { readonly uri: string; readonly secret: string }): Page => ({
  title: 'Set up an authenticator',
  leadsTo,
  body: html`${told(fault)}
<p>This account asks for a code beside the password. Scan the picture with an authenticator app, or enter the key there,
and type the six digits that it shows.</p>
<figure role="img" aria-label="The key below, as a QR code">${trustedHtml(renderSVG(uri, { border: 2 }))}</figure>
<p class="soft">Key: <code>${secret.match(/.{1,4}/g)?.join(' ') ?? secret}</code></p>
${form(
  action,
  'enrol',
  html`<label for="code">Code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" required>
<button type="submit">Continue</button>`,
)}
${abort(action)}`,
});

export const recoveryCodesPage = ({
  action,
  leadsTo,
  codes,
}: Omit<Frame, 'fault'> & { readonly codes: readonly string[] }): Page => ({
  title: 'Keep these recovery codes',
  leadsTo,
  body: html`<p>Each lets you in once when the authenticator is lost. They are shown only now.</p>
<ul>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
${form(action, 'continue', html`<button type="submit">I have kept them</button>`)}`,
});

/** What a scope lets an app do, for people. */
const WORDS: { readonly [S in Scope]?: string } = {
  'locations:read': 'See where one can charge',
  'stations:read': 'See charging stations',
  'stations:write': 'Change charging stations and locations',
  'stations:control': 'Unlock, reset and configure charging stations',
  'sessions:read': 'See charging sessions',
  'sessions:control': 'Start and stop charging sessions',
  'charging:control': 'Limit charging',
  'tokens:read': 'See charging cards',
  'tokens:write': 'Change charging cards',
  'events:read': 'Follow what happens',
  'clients:manage': 'Manage the clients of this gateway',
  'accounts:manage': 'Manage the accounts of people',
  'parties:read': 'See operators',
  'parties:write': 'Change operators',
  'webhooks:manage': 'Manage webhooks',
  'audit:read': 'Read the audit log',
};

const OIDC_WORDS: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Do so until you sign out, also when you are not there',
};

export const consentPage = ({
  action,
  leadsTo,
  fault,
  clientName,
  login,
  scopes,
}: Frame & { readonly clientName: string; readonly login: string; readonly scopes: readonly string[] }): Page => ({
  title: `${clientName} asks for your permission`,
  leadsTo,
  body: html`${told(fault)}
<p>It would like to, as <strong>${login}</strong>:</p>
<ul>${scopes.map((scope) => html`<li>${WORDS[scope as Scope] ?? OIDC_WORDS[scope] ?? scope}</li>`)}</ul>
${form(action, 'consent', html`<button type="submit">Allow</button>`)}
${form(action, 'abort', html`<button class="other" type="submit">Do not allow</button>`)}`,
});

export const passwordPage = ({
  action,
  fault,
  code,
  login,
  isInvitation,
}: Omit<Frame, 'leadsTo'> & {
  readonly code: string;
  readonly login: string;
  readonly isInvitation: boolean;
}): Page => ({
  title: isInvitation ? 'Welcome: choose a password' : 'Choose a new password',
  body: html`${told(fault)}
<p>For <strong>${login}</strong>. At least ten characters; a few words in a row are good and easy to keep.</p>
<form method="post" action="${action}">
<input type="hidden" name="code" value="${code}">
<input type="hidden" name="username" value="${login}" autocomplete="username">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="10" maxlength="200" required>
<label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" minlength="10" maxlength="200" required>
<button type="submit">Set the password</button>
</form>`,
});

export const messagePage = (title: string, text: string, status = 200): Page => ({
  title,
  status,
  body: html`<p>${text}</p>`,
});

/** xsrfForm: the library's, which the buttons belong to. */
export const logoutPage = ({
  xsrfForm,
  leadsTo,
}: {
  readonly xsrfForm: string;
  readonly leadsTo: string | null;
}): Page => ({
  title: 'Sign out?',
  leadsTo,
  body: html`<p>All apps that you signed in to from this browser are signed out, too.</p>
${trustedHtml(xsrfForm)}
<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button class="other" type="submit" form="op.logoutForm">Stay signed in</button>`,
});
