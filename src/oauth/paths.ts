/** Where people are, behind PUBLIC_URL. */

/** A step of signing in, with its id behind it. */
export const INTERACTION_PATH = '/oauth/interaction/';
/** Behind that: to the company's own provider and back. */
export const COMPANY_STEP = 'company';
/** Where the company's provider sends people back to: the redirect URI that it must know. */
export const COMPANY_CALLBACK_PATH = '/oauth/callback';
/** Where the links of invitations and password resets lead, with their code. */
export const LINK_PATH = '/oauth/password';
export const USERINFO_PATH = '/oauth/userinfo';
