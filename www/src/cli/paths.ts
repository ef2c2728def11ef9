import type { PlatformPath } from 'node:path';

/** What there is of the disk for the program, and how it is called there. */
export interface View {
  /** Folders by the names that the program sees. */
  readonly preopens: Record<string, string>;
  /** The current folder, as the program sees it. */
  readonly folder: string;
  /** The arguments, with paths as the program reads them. */
  readonly args: string[];
}

/**
 * How the program sees the disk. It knows paths with `/` alone, from one root.
 *
 * Whole disks are opened, and of those only what the arguments lead to: a file of the content may
 * be a link to any place, and whether one folder lies in another is known from the root on only.
 * It is no restriction in any case: Node.js does not promise that a program stays inside of what
 * is opened for it.
 *
 * @param args the arguments as typed
 * @param folder the current folder
 * @param path how paths are written on this system
 * @param exists whether a path leads to something
 */
export function view(
  args: readonly string[],
  folder: string,
  path: Pick<PlatformPath, 'sep' | 'parse' | 'isAbsolute' | 'dirname' | 'resolve'>,
  exists: (path: string) => boolean,
): View {
  if (path.sep === '/') return { preopens: { '/': '/' }, folder, args: [...args] };
  const preopens: Record<string, string> = { '/': path.parse(folder).root };
  const open = (absolute: string): string => {
    const { root } = path.parse(absolute);
    if (exists(root)) preopens[inside(root)] = root;
    return inside(absolute);
  };
  /** A word, or what stands after `=`, where that can be a path. */
  const word = (text: string): string => {
    if (!text.includes('\\') && !/^[a-z]:\//i.test(text)) return text;
    if (path.isAbsolute(text) && path.parse(text).root.length > 1) return open(text);
    const full = path.resolve(folder, text);
    const meant = /^\.\.?\\/.test(text) || exists(full) || exists(path.dirname(full));
    return meant ? text.replaceAll('\\', '/') : text;
  };
  const seen = args.map((arg) => {
    const [, option, value] = /^(--[\w-]+=)(.*)$/s.exec(arg) ?? [];
    return option === undefined || value === undefined ? word(arg) : option + word(value);
  });
  return { preopens, folder: open(folder), args: seen };
}

/** `C:\shop\faq` is `/C:/shop/faq` for the program. */
function inside(absolute: string): string {
  return `/${absolute.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '')}`;
}
