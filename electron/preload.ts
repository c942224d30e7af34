/** What the page sees of the desktop: the named functions of DesktopBridge and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_CHANNELS, BRIDGE_GLOBAL, type DesktopBridge } from '../shared/protocol/bridge.ts';
import type { HostEvent } from '../shared/protocol/desktop.ts';
import { DESKTOP_CHANNELS } from '../shared/protocol/desktopChannels.ts';

const bridge: DesktopBridge = {
  hostInfo: () => ipcRenderer.invoke(BRIDGE_CHANNELS.hostInfo),
  setGateway: (gateway) => ipcRenderer.invoke(BRIDGE_CHANNELS.setGateway, { gateway }),
  saveFile: (name, bytes) => ipcRenderer.invoke(BRIDGE_CHANNELS.saveFile, { name, bytes }),
  setBadge: (count) => ipcRenderer.invoke(BRIDGE_CHANNELS.setBadge, { count }),
  connectJournal: () => ipcRenderer.invoke(BRIDGE_CHANNELS.connectJournal),
  onHostEvent(listener) {
    // SECURITY: the page gets what was sent, never the event itself: its `sender` would be all of IPC.
    const hear = (_event: unknown, hostEvent: HostEvent) => listener(hostEvent);
    ipcRenderer.on(DESKTOP_CHANNELS.event, hear);
    return () => {
      ipcRenderer.removeListener(DESKTOP_CHANNELS.event, hear);
    };
  },
  reportState: (state) => ipcRenderer.invoke(DESKTOP_CHANNELS.reportState, state),
  setMenu: (menu) => ipcRenderer.invoke(DESKTOP_CHANNELS.setMenu, menu),
  print: () => ipcRenderer.invoke(DESKTOP_CHANNELS.print),
  savePdf: (name, isLandscape) => ipcRenderer.invoke(DESKTOP_CHANNELS.savePdf, { name, isLandscape }),
  saveDiagnostics: (facts) => ipcRenderer.invoke(DESKTOP_CHANNELS.saveDiagnostics, { facts }),
  settings: () => ipcRenderer.invoke(DESKTOP_CHANNELS.settings),
  setSettings: (settings) => ipcRenderer.invoke(DESKTOP_CHANNELS.setSettings, settings),
  keyStore: () => ipcRenderer.invoke(DESKTOP_CHANNELS.keyStore),
  sealKey: (localId, key) => ipcRenderer.invoke(DESKTOP_CHANNELS.sealKey, { localId, key }),
  unsealKey: (localId, sealed) => ipcRenderer.invoke(DESKTOP_CHANNELS.unsealKey, { localId, sealed }),
  updateState: () => ipcRenderer.invoke(DESKTOP_CHANNELS.updateState),
  checkForUpdate: () => ipcRenderer.invoke(DESKTOP_CHANNELS.checkForUpdate),
  installUpdate: () => ipcRenderer.invoke(DESKTOP_CHANNELS.installUpdate),
};

// A port cannot cross the context bridge: it reaches the page as a message of its own window.
ipcRenderer.on(BRIDGE_CHANNELS.journalPort, (event) => {
  window.postMessage(BRIDGE_CHANNELS.journalPort, window.location.origin, event.ports);
});
contextBridge.exposeInMainWorld(BRIDGE_GLOBAL, bridge);
