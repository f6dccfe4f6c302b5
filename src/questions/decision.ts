import type { Clause, Document } from "../knowledge/library.ts";
import type { ExactKind } from "./cues.ts";
import type { NamedDocument } from "./references.ts";

/** How one question is answered, before any words are chosen. */
export type Decision =
  | { readonly kind: "quote"; readonly clauses: readonly Clause[]; readonly isPremise: boolean }
  | { readonly kind: "list"; readonly section: Clause }
  /** Related, but the thing asked for is not there; `elsewhere` is the document that does have it. */
  | {
      readonly kind: "lacking";
      readonly lacks: readonly ExactKind[];
      readonly document: Document | undefined;
      readonly elsewhere: Document | undefined;
      readonly clauses: readonly Clause[];
    }
  /** It states a figure the documents do not confirm. */
  | { readonly kind: "unconfirmed"; readonly clauses: readonly Clause[] }
  /** It asks about a year of which no document speaks. */
  | { readonly kind: "no-year"; readonly clauses: readonly Clause[] }
  /** A figure said of one document stands in another. */
  | {
      readonly kind: "figure-elsewhere";
      readonly figure: string;
      readonly document: Document;
      readonly elsewhere: Document;
      readonly clauses: readonly Clause[];
    }
  | { readonly kind: "choose"; readonly clauses: readonly Clause[] }
  | { readonly kind: "silent" }
  | { readonly kind: "no-document"; readonly name: NamedDocument };
