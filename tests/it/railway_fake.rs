//! The fake Railway itself, asked over HTTP as Hatchery asks it: it has to be as strict as the real one, and to do
//! what the threads about the real one tell.

mod asking;
mod databases;
mod deployments;
mod faults;
mod making;
mod running;

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::PATIENCE;
use crate::fakes::railway::FakeRailway;

/// Somebody who talks to the fake, with a token of the account.
struct Caller {
    railway: FakeRailway,
    token: String,
    http: Client,
}

/// A project with a service in it.
struct Home {
    project: String,
    environment: String,
    service: String,
}

impl Caller {
    async fn start() -> Option<Self> {
        let railway = FakeRailway::start().await?;
        Some(Caller { token: railway.account_token(), railway, http: Client::new() })
    }

    fn request(&self, document: &str, variables: Value) -> RequestBuilder {
        let words = document.split(|c: char| !c.is_alphanumeric());
        let operation = words.filter(|word| !word.is_empty()).nth(1).expect("an operation with a name");
        let body = json!({ "query": document, "variables": variables, "operationName": operation });
        self.http.post(format!("{}?query={operation}", self.railway.address())).json(&body)
    }

    /// The whole answer.
    async fn ask(&self, document: &str, variables: Value) -> Value {
        let request = self.request(document, variables).bearer_auth(&self.token);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// The data of an answer without errors.
    async fn data(&self, document: &str, variables: Value) -> Value {
        let mut answer = self.ask(document, variables).await;
        assert_eq!(answer["errors"], Value::Null, "{document}");
        answer["data"].take()
    }

    /// The sentence that refuses.
    async fn refusal(&self, document: &str, variables: Value) -> String {
        let answer = self.ask(document, variables).await;
        answer["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("no refusal: {answer}")).to_owned()
    }

    /// A project with a service that has no source yet.
    async fn home(&self, name: &str) -> Home {
        let document = "mutation Make($input: ProjectCreateInput!) { projectCreate(input: $input) { id \
                        primaryEnvironmentId } }";
        let input = json!({ "name": "nests", "workspaceId": self.railway.workspace(), "prDeploys": false });
        let made = self.data(document, json!({ "input": input })).await;
        let [project, environment] =
            ["id", "primaryEnvironmentId"].map(|name| text(&made["projectCreate"][name]).to_owned());
        let service = self.service(&project, &environment, name).await;
        Home { project, environment, service }
    }

    async fn service(&self, project: &str, environment: &str, name: &str) -> String {
        let document = "mutation Make($input: ServiceCreateInput!) { serviceCreate(input: $input) { id name } }";
        let input = json!({ "projectId": project, "environmentId": environment, "name": name });
        let made = self.data(document, json!({ "input": input })).await;
        text(&made["serviceCreate"]["id"]).to_owned()
    }

    async fn update(&self, home: &Home, input: Value) {
        let done = self.ask(UPDATE, home.input(input)).await;
        assert_eq!(done, json!({ "data": { "serviceInstanceUpdate": true } }));
    }

    async fn sets(&self, home: &Home, variables: Value) {
        let document = "mutation Set($input: VariableCollectionUpsertInput!) { variableCollectionUpsert(input: \
                        $input) }";
        self.data(document, json!({ "input": home.place(json!({ "variables": variables, "skipDeploys": true })) }))
            .await;
    }

    /// Starts a deployment of this image and returns its id.
    async fn deploys(&self, home: &Home, image: &str) -> String {
        self.update(home, json!({ "source": { "image": image } })).await;
        let made = self.data(DEPLOY, json!({ "s": home.service, "e": home.environment })).await;
        text(&made["serviceInstanceDeployV2"]).to_owned()
    }

    /// The deployment as it is, after which it goes on.
    async fn reads(&self, deployment: &str) -> Value {
        let document = "query Read($id: String!) { deployment(id: $id) { status deploymentStopped instances { status \
                        } } }";
        self.data(document, json!({ "id": deployment })).await["deployment"].take()
    }

    async fn status(&self, deployment: &str) -> String {
        text(&self.reads(deployment).await["status"]).to_owned()
    }

    /// Reads until it has this status; other statuses that are not on the way there are told.
    async fn reads_until(&self, deployment: &str, status: &str) {
        let limit = tokio::time::Instant::now() + PATIENCE;
        loop {
            let now = self.status(deployment).await;
            if now == status {
                return;
            }
            assert!(tokio::time::Instant::now() < limit, "a minute later it is {now}, not {status}");
        }
    }

    async fn does(&self, mutation: &str, deployment: &str) {
        let document = format!("mutation Do($id: String!) {{ {mutation}(id: $id) }}");
        assert_eq!(self.data(&document, json!({ "id": deployment })).await[mutation], true);
    }
}

impl Home {
    /// Arguments of an update of the instance.
    fn input(&self, input: Value) -> Value {
        json!({ "s": self.service, "e": self.environment, "input": input })
    }

    /// An input with the ids of this place in it.
    fn place(&self, mut input: Value) -> Value {
        input["projectId"] = json!(self.project);
        input["environmentId"] = json!(self.environment);
        input["serviceId"] = json!(self.service);
        input
    }
}

const UPDATE: &str = "mutation Update($s: String!, $e: String, $input: ServiceInstanceUpdateInput!) { \
                      serviceInstanceUpdate(serviceId: $s, environmentId: $e, input: $input) }";
const DEPLOY: &str = "mutation Deploy($s: String!, $e: String!) { serviceInstanceDeployV2(serviceId: $s, \
                      environmentId: $e) }";
const VOLUME: &str = "mutation Make($input: VolumeCreateInput!) { volumeCreate(input: $input) { id name } }";
const DOMAIN: &str = "mutation Make($input: ServiceDomainCreateInput!) { serviceDomainCreate(input: $input) { id \
                      domain targetPort syncStatus } }";

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
