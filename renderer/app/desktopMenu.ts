/** The commands that can be given now, as the desktop host's menu wants them; pure. */
import type { MenuRequest } from '../../shared/protocol/desktop.ts';
import { chordLabel } from '../ui/keys/chord.ts';
import type { KeyCommand, KeyLayer } from '../ui/keys/resolveKey.ts';

const MAX_SECTIONS = 8;
const MAX_COMMANDS = 60;

const idOf = (layer: KeyLayer, command: KeyCommand): string => `${layer.id} ${command.id}`;

/** Layers with commands of the whole page; those of a region or a dialog mean nothing in a menu. */
function menuLayers(layers: readonly KeyLayer[]): { layer: KeyLayer; commands: KeyCommand[] }[] {
  return layers
    .filter(({ region, id }) => region === undefined && id !== 'dialog')
    .map((layer) => ({
      layer,
      commands: layer.commands.filter(({ id, isHidden }) => !isHidden && id !== 'escape'),
    }))
    .filter(({ commands }) => commands.length > 0);
}

/** One section a layer, under the layer's own heading. */
export function desktopMenu(layers: readonly KeyLayer[]): MenuRequest {
  return {
    sections: menuLayers(layers)
      .slice(0, MAX_SECTIONS)
      .map(({ layer, commands }) => ({
        label: layer.title.slice(0, 60),
        commands: commands.slice(0, MAX_COMMANDS).map((command) => ({
          id: idOf(layer, command),
          label: command.label.slice(0, 120),
          chord: command.chords[0] === undefined ? null : chordLabel(command.chords[0]).slice(0, 40),
          isEnabled: command.isEnabled !== false,
        })),
      })),
  };
}

/** The command a menu's id names, if it can be given now. */
export function commandOf(layers: readonly KeyLayer[], id: string): KeyCommand | null {
  for (const { layer, commands } of menuLayers(layers)) {
    const found = commands.find((command) => idOf(layer, command) === id);
    if (found) return found.isEnabled === false ? null : found;
  }
  return null;
}
