/** The page's style nonce, for libraries that make style elements. */
import { createContext, useContext } from 'react';

export const NonceContext = createContext('');
export const useNonce = () => useContext(NonceContext);
