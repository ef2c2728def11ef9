/** elasticlunr has no types of its own; these are of what the bench uses. */
declare module 'elasticlunr' {
  export interface Index {
    setRef(field: string): void;
    addField(field: string): void;
    saveDocument(save: boolean): void;
    addDoc(document: object): void;
    search(
      question: string,
      options: {
        fields: Record<string, { boost: number }>;
        bool: 'OR' | 'AND';
        expand: boolean;
      },
    ): { ref: string; score: number }[];
  }
  const elasticlunr: {
    (): Index;
    readonly Index: { load(saved: unknown): Index };
  };
  export default elasticlunr;
}
