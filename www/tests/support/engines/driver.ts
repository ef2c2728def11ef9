/** Keys that have no letter, by the names that all three protocols share. */
export type Key =
  | 'ArrowDown'
  | 'ArrowUp'
  | 'End'
  | 'Enter'
  | 'Escape'
  | 'Home'
  | 'Shift+Tab'
  | 'Tab';

/** A real browser with one window: only what the three protocols behind it have in common. */
export interface Driver {
  readonly name: string;
  /** Loads a page, with the storage of a visitor who was never here. */
  open(url: string): Promise<void>;
  /** Runs a function of its own in the page; what it returns must be JSON. */
  run<Args extends unknown[], Result>(
    act: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  press(key: Key): Promise<void>;
  /** Types into what has the focus, one key after the other. */
  type(text: string): Promise<void>;
  /** Presses the main button of the pointer at a point of the viewport, in CSS pixels. */
  click(x: number, y: number): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
  /** Ends the browser at once, whatever it waits for. */
  kill(): void;
}

/** Width and height of a driver's window, in CSS pixels; the page itself may be less high. */
export const WINDOW = { width: 1280, height: 900 };

/** The shop's own, so that opening hours need no conversion. */
export const TIME_ZONE = 'Europe/Budapest';
