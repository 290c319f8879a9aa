// The words of SQL, told apart so that a style can colour them. It only has to look right: nothing is decided by it.

import { el } from "./element.js";

const KEYWORDS = new Set(
  `ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMENT COMMIT CONCURRENTLY
  CONSTRAINT CREATE CROSS DATABASE DEFAULT DEFERRABLE DELETE DESC DISTINCT DO DROP ELSE END ENUM EXCEPT EXISTS EXTENSION
  FALSE FOREIGN FROM FULL FUNCTION GROUP HAVING IF IN INDEX INITIALLY INNER INSERT INTERSECT INTO IS JOIN KEY LEFT LIKE
  LIMIT NOT NULL OFFSET ON ONLY OR ORDER OUTER PRAGMA PRIMARY REFERENCES RENAME REPLACE RETURNING RIGHT ROLLBACK SCHEMA
  SELECT SEQUENCE SET TABLE TEMPORARY THEN TO TRIGGER TRUE TRUNCATE TYPE UNION UNIQUE UPDATE USING VALIDATE VALUES VIEW
  WHEN WHERE WITH`.split(/\s+/),
);
const TOKENS = /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*"|`[^`]*`|[A-Za-z_][\w$]*)|(\d[\w.]*)/g;

/**
 * The statement as text, with keywords, texts, numbers and comments each in a span of its own.
 * @param {string} sql
 */
export function sqlWords(sql) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const found of sql.matchAll(TOKENS)) {
    const [text, comment, string, word, number] = found;
    const keyword = word !== undefined && KEYWORDS.has(word.toUpperCase());
    const kind = comment ? "comment" : string ? "string" : keyword ? "keyword" : number ? "number" : "";
    if (!kind) continue;
    parts.push(sql.slice(end, found.index), el("span", { class: `mlab-sql-${kind}` }, text));
    end = (found.index ?? 0) + text.length;
  }
  parts.push(sql.slice(end));
  return parts.filter((part) => part !== "");
}
