import { loadFolder } from 'faqlet/node';
import { Help } from './help';

// Rendered at each request, by the server.
export const dynamic = 'force-dynamic';

export default async function Page() {
  const faq = await loadFolder('public/faq', { base: 'https://shop.example/faq/' });
  const outcome = faq.ask('where is my parcel');
  const answer = outcome.kind === 'answer' ? await faq.answer(outcome.entry) : '';
  const questions = faq.browse();
  const page = faq.page.href;
  faq.close();
  return (
    <main>
      <h1>A shop</h1>
      <ul id="questions">
        {questions.map(({ id, question }) => (
          <li key={id}>{question}</li>
        ))}
      </ul>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: it was sanitised when it was built */}
      <section id="answer" data-page={page} dangerouslySetInnerHTML={{ __html: answer }} />
      <Help />
    </main>
  );
}
