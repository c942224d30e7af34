/** The desktop host's IPC channels; apart from the schemas, since the preload bundles what it imports. */

export const DESKTOP_CHANNELS = {
  event: 'desk:event',
  reportState: 'desk:report-state',
  setMenu: 'desk:set-menu',
  print: 'desk:print',
  savePdf: 'desk:save-pdf',
  saveDiagnostics: 'desk:save-diagnostics',
  settings: 'desk:settings',
  setSettings: 'desk:set-settings',
  keyStore: 'desk:key-store',
  sealKey: 'desk:seal-key',
  unsealKey: 'desk:unseal-key',
  updateState: 'desk:update-state',
  checkForUpdate: 'desk:check-for-update',
  installUpdate: 'desk:install-update',
} as const;
