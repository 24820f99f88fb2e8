/**
 * Answers that are given again while nothing is written: on a store at rest a list that is polled asks no thread.
 *
 * Safe, because an answer is kept only as long as no call on the thread that writes was made or answered since the
 * question was asked (`moves`): until then the database would answer the same. One process alone writes the file
 * (folder-lock.ts). Who may see what is part of the question.
 */

const MOST_ANSWERS = 200;
/** Of a question: one with more (a grant of many locations) is asked each time. */
const MOST_CHARACTERS = 2000;

export type RestingReads = <T>(question: readonly unknown[], ask: () => Promise<T>) => Promise<T>;

/** moves: see SqliteDatabase. */
export const createRestingReads = (
  moves: () => number,
  { mostAnswers = MOST_ANSWERS, mostCharacters = MOST_CHARACTERS } = {},
): RestingReads => {
  let keptAt = moves();
  const answers = new Map<string, Promise<unknown>>();
  return <T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const text = JSON.stringify(question);
    if (text.length > mostCharacters) return ask();
    if (moves() !== keptAt || answers.size >= mostAnswers) {
      answers.clear();
      keptAt = moves();
    }
    // The question names the operation, and so the type of its answer.
    const known = answers.get(text) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(text, answer);
    answer.catch(() => {
      if (answers.get(text) === answer) answers.delete(text);
    });
    return answer;
  };
};
