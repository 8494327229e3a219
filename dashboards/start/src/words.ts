import type { Lang } from '@monitor/shared/contract';
import { en } from './words.en';
import { hi } from './words.hi';
import { kn } from './words.kn';

/** Every word of the start page beside those that it shares with the wall. `{a}` stands for what is put in. */
export interface StartWords {
  demo: string; tagline: string; purpose: string; speed: string; pause: string; wall: string; page: string; map: string; trend: string; stale: string;
  /** A clock climbed, and no officer stood on the step. */
  nobodyToTell: string;
  /** Nothing was heard since the page was opened. */
  noFeed: string;
  lastFive: string; noPost: string; deleted: string; nameUnknown: string; language: string; complaint: string; category: string; flagged: string; unit: string; next: string;
  yes: string; no: string; unsure: string; lateBy: string; inTime: string; docket: string; nobodyYet: string; none: string; notClassified: string;
  /** Why a post that names no place has a unit. */
  byDocket: string;
  write: string; writeLead: string; samples: string; post: string; channel: string; send: string; sending: string; triage: string; noComplaint: string; forUnit: string;
  after: string; clockIn: string; clockLate: string; citizens: string; units: string;
  clocksTitle: string; history: string; received: string; incident: string; because: string; due: string; close: string; asking: string; noExplanation: string;
  /** The server was not reached; it answered with nothing but a status. */
  noServer: string; serverAnswered: string;
  policy: string; counted: string; leftOut: string; pausedBy: string; now: string;
  languages: Record<string, string>;
  channels: Record<string, string>;
  clocks: Record<string, string>;
  /** States of dockets and clocks, reasons, clues and flags, by the API's code. */
  codes: Record<string, string>;
  /** Calendars of the seeds, by name; another is shown by its own name. */
  calendars: Record<string, string>;
  /** Events of a docket, by their stored name without `complaint.`. */
  events: Record<string, string>;
}

const all: Record<Lang, StartWords> = { en, hi, kn };

export const startWords = (lang: Lang): StartWords => all[lang];
