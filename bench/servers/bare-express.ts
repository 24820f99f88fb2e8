/** express that gives fixed answers: path to body, as JSON in ANSWERS_FILE. */
import { readFileSync } from 'node:fs';
import express from 'express';

const answers = JSON.parse(readFileSync(process.env.ANSWERS_FILE ?? '', 'utf8')) as Record<string, unknown>;
const app = express();
for (const [path, body] of Object.entries(answers)) {
  app.get(path, (_request, response) => {
    response.json(body);
  });
}
app.listen(Number(process.env.PORT), '127.0.0.1');
