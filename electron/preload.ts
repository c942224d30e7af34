/** What the page sees of the desktop: the named functions of DesktopBridge and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_CHANNELS, BRIDGE_GLOBAL, type DesktopBridge } from '../shared/protocol/bridge.ts';

const bridge: DesktopBridge = {
  hostInfo: () => ipcRenderer.invoke(BRIDGE_CHANNELS.hostInfo),
  setGateway: (gateway) => ipcRenderer.invoke(BRIDGE_CHANNELS.setGateway, { gateway }),
  saveFile: (name, bytes) => ipcRenderer.invoke(BRIDGE_CHANNELS.saveFile, { name, bytes }),
  setBadge: (count) => ipcRenderer.invoke(BRIDGE_CHANNELS.setBadge, { count }),
  connectJournal: () => ipcRenderer.invoke(BRIDGE_CHANNELS.connectJournal),
};

// A port cannot cross the context bridge: it reaches the page as a message of its own window.
ipcRenderer.on(BRIDGE_CHANNELS.journalPort, (event) => {
  window.postMessage(BRIDGE_CHANNELS.journalPort, window.location.origin, event.ports);
});
contextBridge.exposeInMainWorld(BRIDGE_GLOBAL, bridge);
