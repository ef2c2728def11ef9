import { FaqletHelp } from 'faqlet/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  const [told, setTold] = useState<string[]>([]);
  const tell = (what: string) => setTold((before) => [...before, what]);
  return (
    <>
      <h1>A shop</h1>
      <FaqletHelp
        src="/faq/"
        className="help"
        facts={{ tier: 'gold' }}
        onAsk={({ detail }) => tell(detail.kind)}
        onAnswer={({ detail }) => tell(detail.id)}
      >
        <a href="tel:+3615550123">Call us</a>
      </FaqletHelp>
      <output>{told.join(' ')}</output>
    </>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
