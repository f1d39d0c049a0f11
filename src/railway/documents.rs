//! Every GraphQL document that Hatchery sends, once. A test validates each against Railway's schema. Selections are
//! minimal: a field that Railway takes away one day must be one that we need.

/// A document with its one operation.
#[derive(Debug)]
pub struct Document {
    /// The operation's name. It stands in the address too, so that Railway's own logs show it.
    pub name: &'static str,
    pub text: &'static str,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Query,
    /// It may have been applied although no answer came.
    Mutation,
}

/// Declares the documents and the list of all of them.
macro_rules! documents {
    ($($constant:ident $kind:ident $name:literal = $text:literal;)+) => {
        $(pub const $constant: Document = Document { name: $name, text: $text, kind: Kind::$kind };)+

        /// Every document with a fixed text.
        pub const ALL: &[&Document] = &[$(&$constant),+];
    };
}

documents! {
    // Who we are. Each of the first three works for one kind of token only (Railway docs: integrations/api).
    TOKEN_OF_PROJECT Query "TokenOfProject" = "query TokenOfProject { projectToken { projectId environmentId } }";
    TOKEN_WORKSPACES Query "TokenWorkspaces" = "query TokenWorkspaces { apiToken { workspaces { id name } } }";
    TOKEN_OF_ACCOUNT Query "TokenOfAccount" = "query TokenOfAccount { me { id } }";
    WORKSPACE Query "Workspace" = "query Workspace($workspace: String!) {
        workspace(workspaceId: $workspace) { id name plan customer { isTrialing } } }";
    BUDGET Query "Budget" = "query Budget($workspace: String!) {
        workspace(workspaceId: $workspace) { id apiTokenRateLimit { remainingPoints resetsAt } } }";
    PLATFORM_STATUS Query "PlatformStatus" = "query PlatformStatus { platformStatus { incident { message status } } }";

    // Places.
    PROJECTS Query "Projects" = "query Projects($workspace: String!, $after: String) {
        projects(workspaceId: $workspace, first: 100, after: $after) {
            edges { node { id name deletedAt primaryEnvironmentId } } pageInfo { hasNextPage endCursor } } }";
    PROJECT Query "Project" = "query Project($project: String!) {
        project(id: $project) { id name deletedAt primaryEnvironmentId services(first: 100) { edges { node { id name deletedAt } } } } }";
    CREATE_PROJECT Mutation "CreateProject" = "mutation CreateProject($input: ProjectCreateInput!) {
        projectCreate(input: $input) { id primaryEnvironmentId environments(first: 5) { edges { node { id name } } } } }";
    DELETE_PROJECT Mutation "DeleteProject" = "mutation DeleteProject($project: String!) { projectDelete(id: $project) }";
    ENVIRONMENT Query "Environment" = "query Environment($environment: String!, $services: String, $volumes: String) {
        environment(id: $environment) {
            id deletedAt
            serviceInstances(first: 100, after: $services) {
                edges { node { serviceId serviceName deletedAt
                    latestDeployment { id status deploymentStopped createdAt }
                    activeDeployments { id status deploymentStopped createdAt }
                    domains { serviceDomains { id domain } }
                    source { image } } }
                pageInfo { hasNextPage endCursor } }
            volumeInstances(first: 100, after: $volumes) {
                edges { node { volumeId serviceId deletedAt isPendingDeletion } }
                pageInfo { hasNextPage endCursor } } } }";

    // One bot.
    CREATE_SERVICE Mutation "CreateService" = "mutation CreateService($input: ServiceCreateInput!) {
        serviceCreate(input: $input) { id name } }";
    SET_VARIABLES Mutation "SetVariables" = "mutation SetVariables($input: VariableCollectionUpsertInput!) {
        variableCollectionUpsert(input: $input) }";
    SET_LIMITS Mutation "SetLimits" = "mutation SetLimits($input: ServiceInstanceLimitsUpdateInput!) {
        serviceInstanceLimitsUpdate(input: $input) }";
    CREATE_VOLUME Mutation "CreateVolume" = "mutation CreateVolume($input: VolumeCreateInput!) {
        volumeCreate(input: $input) { id } }";
    CREATE_DOMAIN Mutation "CreateDomain" = "mutation CreateDomain($input: ServiceDomainCreateInput!) {
        serviceDomainCreate(input: $input) { id domain } }";
    CONFIGURE Mutation "Configure" = "mutation Configure($service: String!, $environment: String!, $input: ServiceInstanceUpdateInput!) {
        serviceInstanceUpdate(serviceId: $service, environmentId: $environment, input: $input) }";
    DEPLOY Mutation "Deploy" = "mutation Deploy($service: String!, $environment: String!) {
        serviceInstanceDeployV2(serviceId: $service, environmentId: $environment) }";
    DELETE_SERVICE Mutation "DeleteService" = "mutation DeleteService($service: String!, $environment: String!) {
        serviceDelete(id: $service, environmentId: $environment) }";
    DELETE_VOLUME Mutation "DeleteVolume" = "mutation DeleteVolume($volume: String!) { volumeDelete(volumeId: $volume) }";

    // One deployment.
    DEPLOYMENT Query "Deployment" = "query Deployment($deployment: String!) {
        deployment(id: $deployment) { id status deploymentStopped createdAt } }";
    DEPLOYMENT_EVENTS Query "DeploymentEvents" = "query DeploymentEvents($deployment: String!) {
        deploymentEvents(id: $deployment, first: 50) { edges { node { step completedAt payload { error reason } } } } }";
    SERVICE_DEPLOYMENTS Query "ServiceDeployments" = "query ServiceDeployments($input: DeploymentListInput!) {
        deployments(input: $input, first: 5) { edges { node { id status deploymentStopped createdAt } } } }";
    RESTART Mutation "Restart" = "mutation Restart($deployment: String!) { deploymentRestart(id: $deployment) }";
    STOP Mutation "Stop" = "mutation Stop($deployment: String!) { deploymentStop(id: $deployment) }";
    CANCEL Mutation "Cancel" = "mutation Cancel($deployment: String!) { deploymentCancel(id: $deployment) }";
    BUILD_LOGS Query "BuildLogs" = "query BuildLogs($deployment: String!, $limit: Int!) {
        buildLogs(deploymentId: $deployment, limit: $limit) { timestamp message } }";
    RUN_LOGS Query "RunLogs" = "query RunLogs($deployment: String!, $limit: Int!, $since: DateTime) {
        deploymentLogs(deploymentId: $deployment, limit: $limit, startDate: $since) { timestamp message } }";

    // Hatchery's own services.
    NAMED_PROJECTS Query "NamedProjects" = "query NamedProjects($workspace: String!, $after: String) {
        projects(workspaceId: $workspace, first: 100, after: $after) {
            edges { node { id name description createdAt deletedAt primaryEnvironmentId } } pageInfo { hasNextPage endCursor } } }";
    SHARED_VARIABLES Query "SharedVariables" = "query SharedVariables($project: String!, $environment: String!) {
        variables(projectId: $project, environmentId: $environment, unrendered: true) }";
    WHOLE_SERVICE Query "WholeService" = "query WholeService(
        $project: String!, $environment: String!, $service: String!, $input: DeploymentListInput!) {
        serviceInstance(environmentId: $environment, serviceId: $service) {
            source { image } healthcheckPath healthcheckTimeout preDeployCommand restartPolicyType numReplicas region
            overlapSeconds drainingSeconds sleepApplication }
        serviceInstanceLimitOverride(environmentId: $environment, serviceId: $service)
        variables(projectId: $project, environmentId: $environment, serviceId: $service, unrendered: true)
        deployments(input: $input, first: 20) {
            edges { node { id status deploymentStopped createdAt canRollback meta } } } }";
    ROLL_BACK Mutation "RollBack" = "mutation RollBack($deployment: String!) { deploymentRollback(id: $deployment) }";

    USAGE Query "Usage" = "query Usage($workspace: String, $project: String, $since: DateTime!) {
        usage(workspaceId: $workspace, projectId: $project, groupBy: [SERVICE_ID], startDate: $since, includeDeleted: true,
            measurements: [CPU_USAGE, MEMORY_USAGE_GB, DISK_USAGE_GB, NETWORK_TX_GB]) {
            measurement value tags { serviceId } } }";

    MEMORY Query "Memory" = "query Memory($environment: String!, $service: String!, $since: DateTime!) {
        metrics(environmentId: $environment, serviceId: $service, startDate: $since, measurements: [MEMORY_USAGE_GB]) {
            measurement values { ts value } } }";
}

/// Looks at so many environments in one request. Its variables are `e0`, `e1`, …, its answers are called the same.
pub fn watch(environments: usize) -> String {
    let variables: Vec<String> = (0..environments).map(|n| format!("$e{n}: String!")).collect();
    let fields: Vec<String> =
        (0..environments).map(|n| format!("e{n}: environment(id: $e{n}) {{ ...Seen }}")).collect();
    format!(
        "query Watch({}) {{ {} }}
        fragment Seen on Environment {{
            id deletedAt
            serviceInstances(first: 100) {{
                edges {{ node {{ serviceId serviceName deletedAt
                    latestDeployment {{ id status deploymentStopped createdAt }}
                    activeDeployments {{ id status deploymentStopped createdAt }}
                    domains {{ serviceDomains {{ id domain }} }} }} }}
                pageInfo {{ hasNextPage }} }} }}",
        variables.join(", "),
        fields.join(" ")
    )
}

/// Reads the logs of so many deployments in one request, since a time each. Its variables are `d0` and `s0`, `d1` and `s1`,
/// …, and `limit`; its answers are `l0`, `l1`, ….
pub fn logs(deployments: usize) -> String {
    let variables: Vec<String> = (0..deployments).map(|n| format!("$d{n}: String!, $s{n}: DateTime")).collect();
    let fields: Vec<String> = (0..deployments)
        .map(|n| {
            format!(
                "l{n}: deploymentLogs(deploymentId: $d{n}, limit: $limit, startDate: $s{n}) {{ timestamp message }}"
            )
        })
        .collect();
    format!("query ManyLogs($limit: Int!, {}) {{ {} }}", variables.join(", "), fields.join(" "))
}
