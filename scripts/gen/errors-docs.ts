/** docs/errors.md: the table of codes, as each face tells them. */
import { COMMAND_REASON_CODES, COMMAND_REASONS } from '../../src/domain/command-reason.ts';
import { ERROR_CODES, type ErrorCode } from '../../src/domain/error.ts';
import { GRAPHQL_STATUS } from '../../src/graphql/errors.ts';
import { PROBLEMS } from '../../src/rest/problem.ts';
import type { Generator } from './generator.ts';

const INTRODUCTION = `# Errors

<!-- Made by \`npm run gen\` from src/domain/error.ts and the tables of the faces. -->

One table of codes for every face. Codes are stable; texts are for people and can change.

- **REST** answers \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, \`code\`, \`instance\` (the
  request's id, also in \`X-Request-Id\` and in the log) and, where fields are at fault, \`errors[]\` with a JSON \`pointer\` into
  the body (or \`/query/…\`, \`/path/…\`, \`/header/…\`) and its \`detail\`. 401 and 403 carry \`WWW-Authenticate\` (RFC 6750),
  429 and 503 \`Retry-After\` where a time is known. What HTTP itself refuses (405, 406, 415) comes as \`invalid_request\` with
  that status.
- **GraphQL** has the code in \`extensions.code\`, fields at fault in \`extensions.faults\` and a time to wait in
  \`extensions.retryAfterS\`. The HTTP status is 200 unless the table says otherwise, as other fields of the answer may stand;
  a request that cannot be executed at all is 400.
- **Commands** carry a code in \`error.code\` when they end other than CONFIRMED.

\`internal\` says nothing more outside: the log has it, once, under the id in \`instance\` or \`extensions.requestId\`.

| code | HTTP | GraphQL over HTTP | meaning |
|---|---|---|---|
`;

const REASONS = `
## Why a command brought nothing

A command that ended in REJECTED, FAILED, TIMED_OUT or EXPIRED has a \`reason\` with its code, a sentence and what to do,
and in \`seen\` what was seen between the request and that end: the statuses of the connectors that it can be about, the
station's answer, tokens that the station asked about (whether it was the command's own; never which), transactions,
comings and goings, boots. Codes are stable, and more may come; what the station said itself is in \`error\` and \`result\`.

| reason | what was the matter | what to do |
|---|---|---|
`;

export const errorsDocs: Generator = async () => {
  const rows = (Object.keys(ERROR_CODES) as ErrorCode[]).map(
    (code) =>
      `| <a id="${code}"></a>\`${code}\` | ${PROBLEMS[code].status} ${PROBLEMS[code].title} | ${GRAPHQL_STATUS[code] ?? 200} | ${ERROR_CODES[code]} |\n`,
  );
  const reasons = COMMAND_REASON_CODES.map(
    (code) =>
      `| <a id="reason-${code}"></a>\`${code}\` | ${COMMAND_REASONS[code].text} | ${COMMAND_REASONS[code].advice} |\n`,
  );
  return new Map([['docs/errors.md', INTRODUCTION + rows.join('') + REASONS + reasons.join('')]]);
};
