/** graphql-yoga that gives fixed answers of the gateway's shape: field to value, as JSON in ANSWERS_FILE. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';

const answers = JSON.parse(readFileSync(process.env.ANSWERS_FILE ?? '', 'utf8')) as Record<string, unknown>;
const schema = createSchema({
  typeDefs: /* GraphQL */ `
    scalar DateTime
    type Token { uid: ID!, type: String! }
    type Session {
      id: ID!, version: Int!, status: String!, startDateTime: DateTime!, endDateTime: DateTime, kwh: Float!
      energyWh: Float!, powerW: Float, evseId: Int, connectorId: Int, token: Token, stopReason: String, createdAt: DateTime!
    }
    type SessionEdge { cursor: String!, node: Session! }
    type PageInfo { hasNextPage: Boolean!, endCursor: String }
    type SessionConnection { edges: [SessionEdge!]!, pageInfo: PageInfo! }
    type Query { session(id: ID!): Session, sessions(first: Int = 50): SessionConnection! }
  `,
  resolvers: { Query: { session: () => answers.session, sessions: () => answers.sessions } },
});
const yoga = createYoga({ schema, logging: false });
createServer((request, response) => void yoga(request, response)).listen(Number(process.env.PORT), '127.0.0.1');
