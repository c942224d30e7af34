/** A system's key store in memory: strong, weak, locked or silent, with keys that can be renewed or lost. */
import type { KeyStoreState, SealKeyReply, UnsealKeyReply } from '../../../shared/protocol/desktop.ts';
import type { KeyStore } from '../ports.ts';

let made = 0;

export class MemoryKeyring implements KeyStore {
  /** `forgetful`: takes what it is given and never gives it back */
  mood: 'usable' | 'weak' | 'locked' | 'silent' | 'forgetful' = 'usable';
  /** each keyring has keys of its own, as each user of each PC does; the newest seals, all of them open */
  #keys = [++made];

  /** The system takes a new key and keeps the former for opening. */
  renew(): void {
    this.#keys.unshift(++made);
  }

  /** The former keys are gone for good. */
  forgetFormer(): void {
    this.#keys.length = 1;
  }

  /** Reinstalled, another user, a keyring made anew: nothing sealed before opens. */
  lose(): void {
    this.#keys = [++made];
  }

  async state(): Promise<KeyStoreState> {
    await this.#answer();
    if (this.mood === 'weak') return { isUsable: false, why: 'weak', backend: 'basic_text' };
    if (this.mood === 'locked') return { isUsable: false, why: 'unavailable', backend: 'gnome_libsecret' };
    return { isUsable: true, backend: 'gnome_libsecret' };
  }

  async seal(localId: string, secret: Uint8Array): Promise<SealKeyReply> {
    const now = await this.state();
    if (!now.isUsable) return { ok: false, why: now.why };
    return { ok: true, sealed: this.#sealed(localId, secret) };
  }

  async unseal(localId: string, sealed: string): Promise<UnsealKeyReply> {
    await this.#answer();
    if (this.mood === 'locked') return { ok: false, why: 'unavailable' };
    const { key, owner, secret } = JSON.parse(sealed);
    if (!this.#keys.includes(key) || owner !== localId || this.mood === 'forgetful')
      return { ok: false, why: 'lost' };
    const bytes = new Uint8Array(secret);
    return { ok: true, key: bytes, resealed: key === this.#keys[0] ? null : this.#sealed(localId, bytes) };
  }

  #sealed(owner: string, secret: Uint8Array): string {
    return JSON.stringify({ key: this.#keys[0], owner, secret: [...secret] });
  }

  async #answer(): Promise<void> {
    if (this.mood === 'silent') await new Promise<never>(() => undefined);
  }
}
