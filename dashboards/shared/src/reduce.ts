import { emptyBoard } from './emptyBoard';
import type { Board, Message, Vitals, WallName } from './contract';

/** What a screen knows of the board. `gap` says that frames were missed and a snapshot must be asked for. */
export interface FeedState {
  to: number;
  epoch: string;
  build: string;
  board: Board | null;
  names: Record<string, WallName>;
  vitals: Vitals | null;
  gap: boolean;
}

export const emptyFeed: FeedState = { to: -1, epoch: '', build: '', board: null, names: {}, vitals: null, gap: false };

/** Pure: the next state, or the same object where the message changes nothing (a duplicate, or a frame that does not follow). */
export function reduce(state: FeedState, message: Message): FeedState {
  switch (message.kind) {
    case 'snapshot': {
      // A room gets only the parts that it shows.
      const { to, epoch, build, names } = message.snapshot;
      return { ...state, to, epoch, build, board: { ...emptyBoard, ...message.snapshot.board }, names, gap: false };
    }
    case 'frame': {
      const { from, to, changes } = message.frame;
      if (state.board === null || from > state.to) return state.gap ? state : { ...state, gap: true };
      // A machine's fault changes the wall without an event: such a frame ends where it begins.
      if (to <= state.to && from < state.to) return state;
      if (from < state.to) return state.gap ? state : { ...state, gap: true };
      return { ...state, to, board: { ...state.board, ...changes } };
    }
    case 'beat':
      return { ...state, vitals: message.beat.vitals };
    default:
      return unreachable(message);
  }
}

export function unreachable(value: never): never {
  throw new Error(`not decided: ${JSON.stringify(value)}`);
}
