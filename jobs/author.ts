/** Who types a command, for what is recorded with a name. */
import { userInfo } from 'node:os';

/** The name that the operating system has for whoever runs this process, or null where it has none, as in some containers. */
export function userName(): string | null {
  try {
    return userInfo().username || null;
  } catch {
    return null;
  }
}
