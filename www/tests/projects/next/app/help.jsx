'use client';
import { FaqletHelp } from 'faqlet/react';
import { useState } from 'react';

export function Help() {
  const [told, setTold] = useState([]);
  const tell = (what) => setTold((before) => [...before, what]);
  return (
    <>
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
